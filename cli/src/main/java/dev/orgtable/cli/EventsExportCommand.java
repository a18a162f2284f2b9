package dev.orgtable.cli;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.cli.file.Checksum;
import dev.orgtable.cli.file.EventFile;
import dev.orgtable.cli.file.EventScanFile;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventPage;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventRequest.Order;
import dev.orgtable.history.EventStore;
import dev.orgtable.server.event.EventBody;
import dev.orgtable.store.Items;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Appends events to a file. */
@Command(
    name = "export",
    description = {
      "Append the events of a log, or of all logs, to a file, as JSON Lines, those of a log in their"
          + " order.",
      "Run it again to continue: after an interruption, or for the events since. Those of the last"
          + " minutes come with the next run, so that none is missed.",
      "--all reads the whole table each time, and keeps its state in FILE.state. FILE.sha256 has the"
          + " checksum. Only the owner can read the files (mode 0600)."
    },
    mixinStandardHelpOptions = true)
final class EventsExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which = new Which();

  @Parameters(paramLabel = "FILE", description = "The file to append to.")
  private Path file;

  private final JsonMapper json = new JsonMapper();

  /** The log to export. */
  static final class Which {
    @Option(
        names = "--organisation",
        paramLabel = "ID",
        description = "The log of an organisation, also of a deleted one.")
    private @Nullable String organisation;

    @Option(
        names = "--user",
        paramLabel = "ID",
        description =
            "The log of a user, by the user's id or address; of a deleted user, by the id.")
    private @Nullable String user;

    @Option(names = "--table-log", description = "The log of API keys and roles.")
    private boolean ofTable;

    @Option(names = "--all", description = "All logs, also of deleted organisations and users.")
    private boolean all;
  }

  @Override
  public Integer call() throws Exception {
    Function<Orgtable, EventLog> log =
        Misuse.named(
            spec,
            Map.of("organisation", "--organisation", "user", "--user", "email", "--user"),
            this::log);
    if (!which.all && spec.commandLine().getParseResult().hasMatchedOption("--segments")) {
      throw new ParameterException(spec.commandLine(), "--segments needs --all");
    }
    return Interruption.run(
        spec.commandLine().getErr(),
        "run the same command to continue",
        interruption -> which.all ? exportAll(interruption) : export(log, interruption));
  }

  private Function<Orgtable, EventLog> log() {
    String user = which.user;
    if (which.organisation != null) {
      EventLog log = new EventLog.OfOrganisation(OrganisationId.of(which.organisation));
      return orgtable -> log;
    }
    if (which.ofTable || user == null) {
      return orgtable -> EventLog.TABLE;
    }
    if (user.contains("@")) {
      EmailAddress email = EmailAddress.of(user);
      return orgtable -> new EventLog.OfUser(orgtable.users().get(email).id());
    }
    EventLog log = new EventLog.OfUser(UserId.of(user));
    return orgtable -> log;
  }

  private int export(Function<Orgtable, EventLog> which, Interruption interruption)
      throws IOException {
    Settings settings = rate.settings(interruption);
    try (OpenTable open = table.open()) {
      EventLog log = which.apply(open.orgtable());
      Instant settled = open.orgtable().events().settled();
      EventStore store = open.orgtable(settings).events();
      try (EventFile events = EventFile.open(file)) {
        Optional<EventId> last = events.last().map(line -> id(line, log));
        EventRequest next =
            EventRequest.oldest(EventRequest.MOST)
                .in(Order.OLDEST_FIRST_UNSETTLED)
                .after(last.orElse(null));
        long written = 0;
        boolean more = true;
        while (more) {
          interruption.check();
          EventPage page = store.list(log, next);
          List<Event> old =
              page.events().stream().filter(event -> event.time().isBefore(settled)).toList();
          events.write(old.stream().map(this::line).toList());
          written += old.size();
          next = next.after(page.last());
          more = page.more() && old.size() == page.events().size();
        }
        tell(written, settled, events.finish());
        return 0;
      }
    }
  }

  private int exportAll(Interruption interruption) throws IOException {
    Settings settings = rate.settings(interruption);
    int parts = segments.count();
    try (OpenTable open = table.open()) {
      Instant settled = open.orgtable().events().settled();
      try (EventScanFile events = EventScanFile.open(file, open.identity(), parts, settled)) {
        Items items = open.orgtable(settings).items();
        try (Progress progress = progress(open)) {
          items.read(
              events.left(),
              (segment, page) -> {
                List<String> lines =
                    page.items().stream()
                        .flatMap(item -> Items.event(item).stream())
                        .filter(event -> events.holds(event.time()))
                        .map(this::line)
                        .toList();
                events.write(segment, lines, page.next());
                progress.add(page.items().size());
                interruption.check();
              });
        }
        Checksum whole = events.finish();
        tell(events.written(), events.until(), whole);
        return 0;
      }
    }
  }

  private Progress progress(OpenTable open) {
    return Progress.start(spec.commandLine().getErr(), "export", open.items());
  }

  private String line(Event event) {
    return json.writeValueAsString(EventBody.of(event));
  }

  private void tell(long written, Instant until, Checksum whole) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        written
            + " events written, "
            + whole.items()
            + " in all, up to "
            + until
            + "; later ones come with the next run; SHA-256 "
            + whole.sha256());
    err.flush();
  }

  /** Returns the id of the last event of a file; refuses a file of another log. */
  private EventId id(String line, EventLog log) {
    try {
      EventBody last = json.readValue(line, EventBody.class);
      if (last.id() == null || last.type() == null) {
        throw new IllegalArgumentException(file + " does not end in an event");
      }
      if (isOf(last, log)) {
        return EventId.of(last.id());
      }
    } catch (JacksonException | InvalidInput e) {
      throw new IllegalArgumentException(file + " does not end in an event", e);
    }
    throw new IllegalArgumentException(file + " has the events of another log");
  }

  private static boolean isOf(EventBody event, EventLog log) {
    if (log instanceof EventLog.OfOrganisation of) {
      return of.organisation().value().equals(event.organisation());
    }
    if (event.organisation() != null) {
      return false;
    }
    boolean isOfUser = event.type().startsWith("user.");
    return log instanceof EventLog.OfUser of
        ? isOfUser && event.user() != null && of.user().value().equals(event.user().id())
        : !isOfUser;
  }
}
