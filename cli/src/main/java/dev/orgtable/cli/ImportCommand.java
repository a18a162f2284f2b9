package dev.orgtable.cli;

import dev.orgtable.cli.file.Checksum;
import dev.orgtable.cli.file.ImportState;
import dev.orgtable.cli.file.ItemReader;
import dev.orgtable.store.Items;
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

/** Puts all items of a file into a table. */
@Command(
    name = "import",
    description = {
      "Put all items of a file into the table: JSON Lines in DynamoDB's own attribute form, as"
          + " export writes them, or one JSON array of such items.",
      "The whole file is read first and checked, against FILE.sha256 if that is there: one that is"
          + " damaged changes nothing. A table that holds items is refused."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  private static final int MOST_ITEMS = 2000;
  private static final long MOST_BYTES = 8_000_000;

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private ThreadsOption threads;
  @Mixin private RateOption rate;

  @Parameters(paramLabel = "FILE", description = "Compressed if the name ends in .gz.")
  private Path file;

  @Option(names = "--resume", description = "Go on with an import that did not end.")
  private boolean resume;

  @Option(
      names = "--overwrite",
      description =
          "Into a table that holds items: those with the key of one in the file are replaced, all"
              + " others stay.")
  private boolean overwrite;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(
        spec.commandLine().getErr(),
        Files.exists(ImportState.beside(file))
            ? "the same command with --resume goes on"
            : "run it again; once it has begun to write, --resume goes on",
        this::read);
  }

  private int read(Interruption interruption) throws IOException {
    int hands = threads.count();
    PrintWriter err = spec.commandLine().getErr();
    requireFile();
    Settings settings = rate.settings(interruption);
    try (OpenTable open = table.make(false)) {
      Items items = open.orgtable(settings).items();
      if (!resume && !overwrite && !items.isEmpty()) {
        throw new IllegalArgumentException(
            open.identity() + " holds items; --overwrite imports nevertheless");
      }
      Checksum checked = check(interruption);
      ImportState state =
          resume
              ? ImportState.read(file, open.identity(), checked.sha256())
              : new ImportState(open.identity(), checked.sha256(), 0).write(file);
      Progress progress = Progress.start(err, "import", checked.items(), state.items());
      put(items, hands, state, progress, interruption);
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

  /** A file that is not there must not leave a new, empty database behind. */
  private void requireFile() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a directory");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
  }

  /** Reads the whole file and refuses it if anything is wrong. */
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
        throw new IllegalArgumentException(file + " holds no items");
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
        throw new IllegalArgumentException(file + " has changed while it was read");
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
