package dev.orgtable.cli;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.UserInvitation;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Offboarding;
import dev.orgtable.maintenance.Offboarding.Membership;
import dev.orgtable.maintenance.Offboarding.Plan;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Deletes a user, and verifies that nothing mentions the address any more. */
@Command(
    name = "offboard",
    description = {
      "Delete a user with all memberships and invitations, and verify that nothing mentions the"
          + " address any more.",
      "Without --apply it prints the plan and changes nothing. Exit code 1 if it is refused, or if"
          + " anything still mentions the address.",
      "Events keep the address until their retention ends: they are the audit trail, and only"
          + " counted."
    },
    mixinStandardHelpOptions = true)
final class OffboardCommand implements Callable<Integer> {

  private static final int REFUSED = 1;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;

  @Parameters(
      paramLabel = "EMAIL",
      converter = Address.class,
      description = "The user's address, in any spelling.")
  private @Nullable EmailAddress user;

  @Option(
      names = "--transfer-to",
      paramLabel = "EMAIL",
      converter = Address.class,
      description =
          "New owner of organisations whose last owner is the user; must be an active member of"
              + " each.")
  private @Nullable EmailAddress heir;

  @Option(names = "--apply", description = "Execute the plan.")
  private boolean apply;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(err(), "run the same command to continue", this::offboard);
  }

  private int offboard(Interruption interruption) {
    EmailAddress leaving = Optional.ofNullable(user).orElseThrow();
    Settings settings = rate.settings(interruption);
    segments.count();
    try (OpenTable open = table.open()) {
      Orgtable orgtable = open.orgtable(settings);
      Offboarding offboarding = Maintenance.of(orgtable).offboarding();
      Plan plan = offboarding.plan(leaving);
      tell(plan);
      if (refused(plan)) {
        return REFUSED;
      }
      if (!apply) {
        tellMentions(offboarding, plan, interruption);
        err().println("nothing was changed; execute with orgtable table offboard --apply");
        return 0;
      }
      Optional<JobId> job =
          heir == null ? offboarding.apply(leaving) : offboarding.apply(leaving, heir);
      job.ifPresent(id -> await(orgtable, id, interruption));
      return erase(offboarding, leaving, interruption) == 0 ? 0 : REFUSED;
    } finally {
      out().flush();
      err().flush();
    }
  }

  /**
   * Works on open jobs until this one is done. Another process may hold its lease and finish it
   * first.
   */
  private void await(Orgtable orgtable, JobId job, Interruption interruption) {
    err().println("the rest is deleted by job " + job);
    err().flush();
    try (Worker worker = Worker.of(orgtable, WorkerSettings.DEFAULT, failure -> {})) {
      while (orgtable.jobs().get(job).state() == Job.State.OPEN) {
        interruption.check();
        worker.runOpen();
        interruption.pause(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void tell(Plan plan) {
    out().println(plan.known() ? "user " + plan.user() : plan.user() + " is not a user");
    plan.accounts().forEach(account -> out().println("account " + account));
    plan.memberships().forEach(this::tell);
    plan.invitations().forEach(this::tell);
  }

  private void tell(Membership membership) {
    String groups =
        membership.groups().stream()
            .map(OffboardCommand::name)
            .sorted()
            .collect(Collectors.joining(", "));
    out()
        .println(
            "member of "
                + membership.organisation()
                + " "
                + membership.name()
                + (groups.isEmpty() ? "" : ": " + groups)
                + (membership.lastOwner() ? " (the last owner)" : ""));
  }

  private static String name(Group group) {
    return group instanceof Group.OfService of
        ? of.service() + "/" + of.name()
        : group.name().toString();
  }

  private void tell(UserInvitation invitation) {
    out()
        .println(
            "invited to "
                + invitation.organisation()
                + " "
                + invitation.name()
                + " until "
                + invitation.expiresAt());
  }

  private boolean refused(Plan plan) {
    Set<OrganisationId> alone = plan.lastOwnerOf();
    if (alone.isEmpty() || heir != null) {
      return false;
    }
    err()
        .println(
            "refused: "
                + plan.user()
                + " is the last owner of "
                + alone.stream().map(OrganisationId::value).collect(Collectors.joining(", "))
                + "; use --transfer-to EMAIL to transfer ownership to another member");
    return true;
  }

  /** Prints every mention of the address outside of the user's own records. */
  private void tellMentions(Offboarding offboarding, Plan plan, Interruption interruption) {
    AtomicLong found = new AtomicLong();
    AtomicLong kept = new AtomicLong();
    long items =
        offboarding.mentions(
            plan.user(),
            segments.count(),
            mention -> {
              if (mention.isKept()) {
                kept.incrementAndGet();
              } else if (mention.isErasable()) {
                out().println(Line.of("mentioned, to be erased: " + mention));
              } else if (!plan.covers(mention)) {
                found.incrementAndGet();
                out().println(Line.of("mentioned, cannot be erased: " + mention));
              }
            },
            read -> interruption.check());
    err().println(items + " items read, " + found + " would still mention " + plan.user());
    tellKept(kept.get(), plan.user());
  }

  /** Erases mentions of the address, and returns how many remain. */
  private long erase(Offboarding offboarding, EmailAddress leaving, Interruption interruption) {
    AtomicLong left = new AtomicLong();
    AtomicLong kept = new AtomicLong();
    long items =
        offboarding.erase(
            leaving,
            segments.count(),
            mention -> out().println(Line.of("erased: " + mention)),
            mention -> {
              if (mention.isKept()) {
                kept.incrementAndGet();
              } else {
                left.incrementAndGet();
                out().println(Line.of("still mentioned: " + mention));
              }
            },
            read -> interruption.check());
    err().println(items + " items read, " + left + " still mention " + leaving);
    tellKept(kept.get(), leaving);
    return left.get();
  }

  private void tellKept(long events, EmailAddress leaving) {
    if (events > 0) {
      err().println(events + " events mention " + leaving + " and are kept until they expire");
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Parses an address. */
  static final class Address implements ITypeConverter<EmailAddress> {
    @Override
    public EmailAddress convert(String value) {
      try {
        return EmailAddress.of(value);
      } catch (InvalidInput e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
