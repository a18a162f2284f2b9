package dev.orgtable.contracts.model;

import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.contracts.ConflictingClient;
import dev.orgtable.event.EventLog;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs random operations on many threads, on few users and organisations, through a client that
 * reports conflicts. Now and then all threads pause, the verifier reads the whole table, and the
 * logs are compared with it.
 */
public final class Stress {

  private static final int THREADS = 16;
  private static final double CONFLICTS = 0.1;
  private static final int OPERATIONS_A_ROUND = 2000;
  private static final int MOST_UNEXPECTED = 20;
  private static final String UNAVAILABLE = Unavailable.class.getSimpleName();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DynamoDbClient client;
  private final ConflictingClient conflicting;
  private final String table;
  private final Subject subject;
  private final long seed;
  private final Tally outcomes = new Tally();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
  private final List<Violation> violations = new ArrayList<>();

  /**
   * Prepares a run on a new table.
   *
   * @param seed the seed of the operations of each thread; their interleaving depends on the
   *     machine
   */
  public Stress(DynamoDbClient client, String table, long seed) {
    TestClock clock = new TestClock();
    Settings settings = Settings.DEFAULT.withClock(clock);
    this.client = client;
    this.conflicting = new ConflictingClient(client, CONFLICTS, seed);
    this.table = table;
    this.subject = Subject.of(Orgtable.on(conflicting.client(), table, settings), clock);
    this.seed = seed;
  }

  /**
   * Runs a number of operations and returns a report. Stops as soon as the verifier finds
   * something.
   *
   * @throws ExecutionException if an operation threw an exception that is not a refusal
   */
  public StressReport run(int operations) throws InterruptedException, ExecutionException {
    Orgtable quiet = Orgtable.on(client, table);
    quiet.schema().create(false, PATIENCE);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    long start = System.nanoTime();
    int done = 0;
    try {
      for (int round = 0; done < operations && violations.isEmpty(); round++) {
        int now = Math.min(OPERATIONS_A_ROUND, operations - done);
        round(threads, round, now);
        done += now;
        runJobs(quiet);
        Maintenance.of(quiet).verifier().verify(violations::add);
        Arguments.ORGANISATIONS.forEach(
            organisation ->
                quiet
                    .events()
                    .difference(new EventLog.OfOrganisation(organisation))
                    .ifPresent(wrong -> unexpected.add(wrong)));
      }
    } finally {
      threads.shutdownNow();
      client.deleteTable(request -> request.tableName(table));
    }
    return new StressReport(
        seed,
        done,
        THREADS,
        outcomes.of(Outcome.APPLIED),
        outcomes.toString(),
        conflicting.requests(),
        conflicting.conflicts(),
        Tally.seconds(start),
        List.copyOf(unexpected),
        List.copyOf(violations));
  }

  /** Completes what was begun, such as the renaming of a group that stands for roles. */
  private static void runJobs(Orgtable orgtable) throws InterruptedException {
    try (Worker worker = Worker.of(orgtable, WorkerSettings.DEFAULT, failure -> {})) {
      worker.runOpen();
    }
  }

  private void round(ExecutorService threads, int round, int operations)
      throws InterruptedException, ExecutionException {
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int share = operations / THREADS + (i < operations % THREADS ? 1 : 0);
      Random random = new Random(seed + (long) round * THREADS + i);
      work.add(() -> perform(random, share));
    }
    for (Future<Integer> each : threads.invokeAll(work)) {
      each.get();
    }
  }

  private int perform(Random random, int operations) {
    for (int i = 0; i < operations; i++) {
      Operation operation = Operations.ALL.get(random.nextInt(Operations.ALL.size()));
      perform(operation, Arguments.random(random));
    }
    return operations;
  }

  /** Runs an operation. An undeclared refusal is recorded; any other exception ends the run. */
  private void perform(Operation operation, Arguments with) {
    Outcome outcome = Outcome.of(() -> operation.store().apply(subject, with));
    outcomes.count(outcome.kind());
    boolean expected = operation.mayEndIn(outcome) || outcome.kind().equals(UNAVAILABLE);
    if (!expected && unexpected.size() < MOST_UNEXPECTED) {
      unexpected.add(operation + " " + with + ": " + outcome);
    }
  }
}
