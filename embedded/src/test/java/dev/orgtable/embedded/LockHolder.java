package dev.orgtable.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that holds the lock of an SQLite file like a writer, until its input ends. */
final class LockHolder {

  /**
   * The position and length of SQLite's lock: "File Locking And Concurrency In SQLite Version 3".
   */
  private static final long PENDING_BYTE = 0x40000000;

  private static final int LENGTH = 512;

  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
        FileLock lock = file.lock(PENDING_BYTE, LENGTH, false)) {
      System.out.println(lock.isValid());
      System.in.read();
    }
  }

  static Process of(Path database) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                database.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!"true".equals(process.inputReader(StandardCharsets.UTF_8).readLine())) {
      throw new IOException("the lock was not to be had");
    }
    return process;
  }
}
