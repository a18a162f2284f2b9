package dev.orgtable.cli;

import dev.orgtable.event.EventSettings;
import dev.orgtable.history.EventStore;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Exports events, and says whether a table keeps them. */
@Command(
    name = "events",
    description = "Export events, and set whether and for how long the table keeps them.",
    mixinStandardHelpOptions = true,
    subcommands = EventsExportCommand.class,
    footerHeading =
        "%nWhile a server runs on the embedded engine, read events with a key of the scope"
            + " read:%n%n",
    footer = {
      "  curl http://127.0.0.1:8080/v1/organisations/$ID/events \\",
      "    -H \"Authorization: Bearer $KEY\"",
    })
final class EventsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "export, show, keep or stop is missing");
  }

  @Command(
      name = "show",
      description = "Print whether the table keeps events, since when and for how long.",
      mixinStandardHelpOptions = true)
  void show(@Mixin TableOptions table) {
    try (OpenTable open = table.open()) {
      tell(open.orgtable().events().settings());
    }
  }

  @Command(
      name = "keep",
      description = {
        "Keep events from a minute from now on, or change for how long they are kept. After a stop,"
            + " also one that has not taken effect, the logs begin anew: it cannot be taken back.",
        "Stop servers of versions that do not know events before: they write none."
      },
      mixinStandardHelpOptions = true)
  void keep(
      @Mixin TableOptions table,
      @Option(
              names = "--retention-days",
              paramLabel = "DAYS",
              description =
                  "Days after which later events are removed; 0 for never (default: unchanged; 400"
                      + " the first time).")
          @Nullable Integer days) {
    try (OpenTable open = table.open()) {
      EventStore events = open.orgtable().events();
      Optional<EventSettings> present = events.settings();
      int retention =
          days == null
              ? present.map(EventSettings::retentionDays).orElse(EventSettings.USUAL_RETENTION_DAYS)
              : days;
      EventSettings next =
          Misuse.named(
              subcommand("keep"),
              Map.of("retentionDays", "--retention-days"),
              () -> events.keep(retention));
      tell(Optional.of(next));
      present
          .map(EventSettings::until)
          .ifPresent(
              until ->
                  err(
                      "the logs begin anew: what is changed from %s until %s may be in none"
                          .formatted(until, next.since())));
    }
  }

  @Command(
      name = "stop",
      description = {
        "Keep no events from a minute from now on. Those that the table has stay until their"
            + " retention is over.",
        "Without --apply it prints what it would do, with exit code 1: what is changed until the"
            + " table keeps events again is in no log."
      },
      mixinStandardHelpOptions = true)
  int stop(
      @Mixin TableOptions table,
      @Option(names = "--apply", description = "Stop to keep events.") boolean apply) {
    try (OpenTable open = table.open()) {
      EventStore events = open.orgtable().events();
      if (apply) {
        tell(Optional.of(events.stop()));
        return 0;
      }
      Optional<EventSettings> present = events.settings();
      tell(present);
      if (present.filter(settings -> settings.until() != null).isPresent()) {
        return 0;
      }
      out().println("would keep no events from a minute from now on");
      out().flush();
      err("nothing was changed; stop with orgtable events stop --apply");
      return 1;
    }
  }

  private CommandSpec subcommand(String name) {
    CommandLine found = spec.subcommands().get(name);
    return Objects.requireNonNull(found).getCommandSpec();
  }

  private void tell(Optional<EventSettings> settings) {
    out()
        .println(
            settings
                .map(EventsCommand::text)
                .orElse("the table has kept no events so far; it will from the first change on"));
    out().flush();
  }

  private static String text(EventSettings settings) {
    String kept =
        settings.retentionDays() == EventSettings.FOR_EVER
            ? "for ever"
            : "for " + settings.retentionDays() + " days";
    String since =
        settings.since().equals(EventSettings.FROM_THE_START.since())
            ? "since the table was created"
            : "since " + settings.since();
    return "events "
        + since
        + (settings.until() == null ? "" : " until " + settings.until())
        + ", kept "
        + kept;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void err(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
