package dev.orgtable.benchmarks.latency;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One thread that serves many connections and timers. It takes little of the processors, which the
 * measured server needs.
 */
final class Loop implements AutoCloseable {

  /** The maximum delay in noticing a message or a timer, while a timer is about to expire. */
  private static final long NAP_NANOS = 100_000;

  private static final long IDLE_NANOS = 10_000_000;
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Selector selector;
  private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due));
  private final List<Connection> connections = new ArrayList<>();

  Loop() throws IOException {
    this.selector = Selector.open();
  }

  /** What a connection does with each message. */
  interface Receiver {

    void accept(Message message) throws IOException;
  }

  /** What a timer does. */
  interface Task {

    void run() throws IOException;
  }

  private record Timer(long due, Task task) {}

  /** A connection, which receives one message at a time. */
  static final class Connection {

    private static final int LARGEST = 1 << 16;

    private final SocketChannel channel;
    private final Receiver received;
    private final ByteBuffer arrived = ByteBuffer.allocate(LARGEST);

    private Connection(SocketChannel channel, Receiver received) {
      this.channel = channel;
      this.received = received;
    }

    /**
     * Sends a message that fits into the socket's buffer, unless the other side is gone.
     *
     * @throws IllegalStateException if it does not fit
     */
    void send(byte[] message) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(message);
      try {
        channel.write(bytes);
      } catch (IOException gone) {
        channel.close();
        return;
      }
      if (bytes.hasRemaining()) {
        throw new IllegalStateException("a message of " + message.length + " bytes does not fit");
      }
    }

    private void read() throws IOException {
      int read;
      try {
        read = channel.read(arrived);
      } catch (IOException reset) {
        read = -1;
      }
      if (read < 0) {
        channel.close();
        return;
      }
      Optional<Message> whole = Message.of(arrived.array(), arrived.position());
      if (whole.isPresent()) {
        arrived.clear();
        received.accept(whole.get());
      }
    }
  }

  /** Adds a connection; called by the thread of the loop, or before it runs. */
  Connection add(SocketChannel channel, Receiver received) throws IOException {
    channel.configureBlocking(false);
    Connection connection = new Connection(channel, received);
    channel.register(selector, SelectionKey.OP_READ, connection);
    connections.add(connection);
    return connection;
  }

  /** Returns how many connections are open. */
  int open() {
    connections.removeIf(each -> !each.channel.isOpen());
    return connections.size();
  }

  /** Runs a task at a time of {@link System#nanoTime}; called by the thread of the loop. */
  void at(long nanos, Task task) {
    timers.add(new Timer(nanos, task));
  }

  /** Runs a task soon; called by any thread. */
  void soon(Task task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Serves connections and timers until the condition holds. */
  void run(BooleanSupplier ended) throws IOException {
    while (!ended.getAsBoolean()) {
      await();
      for (SelectionKey key : selector.selectedKeys()) {
        ((Connection) key.attachment()).read();
      }
      selector.selectedKeys().clear();
      for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      while (!timers.isEmpty() && timers.peek().due() <= System.nanoTime()) {
        timers.remove().task().run();
      }
    }
  }

  /** A selector waits for whole milliseconds only. */
  private void await() throws IOException {
    long wait = timers.isEmpty() ? IDLE_NANOS : timers.peek().due() - System.nanoTime();
    if (wait > MILLI) {
      selector.select(wait / MILLI);
    } else if (selector.selectNow() == 0 && wait > 0 && tasks.isEmpty()) {
      LockSupport.parkNanos(Math.min(wait, NAP_NANOS));
      selector.selectNow();
    }
  }

  @Override
  public void close() throws IOException {
    for (Connection each : connections) {
      each.channel.close();
    }
    selector.close();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
