package dev.orgtable.cli;

import dev.orgtable.cli.file.Checksum;
import dev.orgtable.cli.file.ImportState;
import dev.orgtable.cli.file.ItemReader;
import dev.orgtable.store.Items;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Imports all items of a file into a table. */
@Command(
    name = "import",
    description = {
      "Import all items of a file into the table: JSON Lines in DynamoDB's attribute format, as"
          + " written by export, or one JSON array of such items.",
      "The whole file is validated first, against FILE.sha256 if it exists: a damaged file"
          + " changes nothing. A table with items is refused."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  private static final int MOST_ITEMS = 2000;
  private static final long MOST_BYTES = 8_000_000;

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private ThreadsOption threads;
  @Mixin private RateOption rate;

  @Parameters(paramLabel = "FILE", description = "Input file; compressed if the name ends in .gz.")
  private Path file;

  @Option(names = "--resume", description = "Continue an interrupted import.")
  private boolean resume;

  @Option(
      names = "--overwrite",
      description =
          "Accept a table with items: those with a key that occurs in the file are replaced, all"
              + " others are kept.")
  private boolean overwrite;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(
        spec.commandLine().getErr(),
        Files.exists(ImportState.beside(file))
            ? "run the same command with --resume to continue"
            : "run it again; once it has started to write, use --resume to continue",
        this::read);
  }

  private int read(Interruption interruption) throws IOException {
    int hands = threads.count();
    PrintWriter err = spec.commandLine().getErr();
    requireFile();
    Settings settings = rate.settings(interruption);
    try (OpenTable open = table.make(false)) {
      Orgtable orgtable = open.orgtable(settings);
      Items items = orgtable.items();
      if (!resume && !overwrite && !items.isEmpty()) {
        throw new IllegalArgumentException(
            open.identity() + " has items; use --overwrite to import anyway");
      }
      Checksum checked = check(interruption);
      ImportState state =
          resume
              ? ImportState.read(file, open.identity(), checked.sha256())
              : new ImportState(open.identity(), checked.sha256(), 0).write(file);
      Progress progress = Progress.start(err, "import", checked.items(), state.items());
      orgtable.events().beginAnew();
      put(items, hands, state, progress, interruption);
      orgtable.events().beginAnew();
      Files.delete(ImportState.beside(file));
      err.println(
          checked.items()
              + " items read, "
              + progress.total()
              + " items written ("
              + progress.speed()
              + ")");
      return 0;
    }
  }

  /**
   * Checks that the file exists, so that a mistyped name does not leave an empty database behind.
   */
  private void requireFile() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a directory");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
  }

  /** Reads and validates the whole file. */
  private Checksum check(Interruption interruption) throws IOException {
    Optional<Checksum> expected = Checksum.read(file);
    try (ItemReader reader = ItemReader.open(file);
        Progress progress =
            Progress.start(
                spec.commandLine().getErr(), "check", expected.map(Checksum::items).orElse(-1L))) {
      while (reader.next().isPresent()) {
        progress.add(1);
        interruption.check();
      }
      Checksum found = reader.checksum();
      expected.ifPresent(checksum -> checksum.require(file, found));
      if (expected.isEmpty() && found.items() == 0) {
        throw new IllegalArgumentException(file + " has no items");
      }
      return found;
    }
  }

  private void put(
      Items items, int hands, ImportState begun, Progress progress, Interruption interruption)
      throws IOException {
    ImportState state = begun;
    try (progress;
        ItemReader reader = ItemReader.open(file)) {
      for (long skipped = 0; skipped < begun.items(); skipped++) {
        reader.next();
      }
      List<Map<String, AttributeValue>> some = next(reader);
      while (!some.isEmpty()) {
        interruption.check();
        items.put(some, hands, interruption::check);
        state = state.plus(some.size()).write(file);
        progress.add(some.size());
        some = next(reader);
      }
      if (!reader.checksum().sha256().equals(begun.sha256())) {
        throw new IllegalArgumentException(file + " changed while it was being read");
      }
    }
  }

  private static List<Map<String, AttributeValue>> next(ItemReader reader) {
    List<Map<String, AttributeValue>> some = new ArrayList<>();
    long begin = reader.position();
    Optional<Map<String, AttributeValue>> item = reader.next();
    while (item.isPresent()) {
      some.add(item.get());
      boolean full = some.size() == MOST_ITEMS || reader.position() - begin > MOST_BYTES;
      item = full ? Optional.empty() : reader.next();
    }
    return some;
  }
}
