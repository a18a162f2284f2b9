package dev.orgtable.benchmarks.cost;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.store.Orgtable;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The operations to measure, in order, and their preconditions. */
final class Operations {

  static final int[] SIZES = {10, 100, 1000, 5000};

  /** The numbers of events in the logs of which a page is read. */
  private static final int[] EVENTS = {100, 1000, 10_000};

  private static final OrganisationId ACME = OrganisationId.of("acme");
  private static final ServiceId BILLING = ServiceId.of("billing");
  private static final Group STAFF = Group.of("staff");
  private static final Group READERS = Group.of(BILLING, "readers");
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final EmailAddress CAT = EmailAddress.of("cat@example.com");
  private static final EmailAddress DAN = EmailAddress.of("dan@example.com");
  private static final EmailAddress BUSY = EmailAddress.of("busy@example.com");
  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");

  private static final PageRequest PAGE = PageRequest.first(50);

  private static final String GONE = "a deletion takes effect immediately, however large it is";
  private static final String RACES =
      "both sides, and the sources they copy, are right in any race";

  private final List<Operation> all = new ArrayList<>();

  private Operations() {}

  static OrganisationId ofSize(int members) {
    return OrganisationId.of("of-" + members);
  }

  /** Writes what the operations need, and returns the operations. */
  static List<Operation> prepare(Orgtable orgtable) {
    for (EmailAddress user : List.of(ANN, BOB, CAT, DAN, BUSY)) {
      orgtable.users().create(People.user(user));
    }
    orgtable.organisations().create(ACME, "Acme", ANN);
    orgtable.services().create(new Service(ACME, BILLING, "Billing", 0));
    orgtable.memberships().addMember(BOB, ACME, Set.of(STAFF));
    for (int i = 0; i < 10; i++) {
      orgtable.organisations().create("Organisation " + i, BUSY);
    }
    for (int size : SIZES) {
      orgtable.organisations().create(ofSize(size), "Of " + size, ANN);
      People.join(orgtable, ofSize(size), size - 1, Set.of(STAFF));
    }
    for (int events : EVENTS) {
      orgtable.organisations().create(withEvents(events), "Eventful", ANN);
      for (int i = 1; i < events; i++) {
        Set<Group> added = i % 2 == 1 ? Set.of(STAFF) : Set.of();
        Set<Group> removed = i % 2 == 1 ? Set.of() : Set.of(STAFF);
        orgtable.memberships().changeGroups(ANN, withEvents(events), added, removed);
      }
    }
    return all(orgtable.users().get(BUSY));
  }

  private static OrganisationId withEvents(int events) {
    return OrganisationId.of("events-" + events);
  }

  private static List<Operation> all(User busy) {
    Operations operations = new Operations();
    operations.users(busy);
    operations.organisations();
    operations.memberships();
    operations.invitations();
    operations.events();
    return operations.all;
  }

  private void add(
      String name, String floor, String original, String buys, Consumer<Orgtable> call) {
    all.add(new Operation(name, call, floor, original, buys));
  }

  private void users(User busy) {
    add(
        "create a user",
        "1 W",
        "1 / 1 W",
        "the index, for search; the record that leads from the id to the address",
        o -> o.users().create(People.user(EVE)));
    add("put a user, the same", "1 W", "1 / 1 W", "no write", o -> o.users().put(People.user(EVE)));
    add("get a user", "1 R", "1 / 1 R", "", o -> o.users().get(ANN));
    add(
        "details of a user with 10 organisations",
        "by bytes",
        "1 / 1 R",
        GONE,
        o -> o.users().details(BUSY));
    add(
        "update a user with 10 organisations",
        "by copies",
        "–",
        "no copy goes stale",
        o ->
            o.users()
                .update(
                    new User(
                        busy.id(),
                        BUSY,
                        new Profile("B", "", ""),
                        busy.createdAt(),
                        busy.revision())));
    add("search users, a page", "by page", "–", "", o -> o.users().search("a", PAGE));
  }

  private void organisations() {
    add(
        "create an organisation",
        "6 W",
        "1 / 6 W",
        "the owner is a user; the index",
        o -> o.organisations().create("Beta", CAT));
    add("get an organisation", "1 R", "1 / 1 R", "", o -> o.organisations().get(ACME));
    String[] original = {"1 / 1 R", "1 / 9 R", "1 / 87 R", "2 / 431 R"};
    for (int i = 0; i < SIZES.length; i++) {
      OrganisationId of = ofSize(SIZES[i]);
      add(
          "details of an organisation, " + SIZES[i] + " members",
          "by bytes",
          original[i],
          GONE,
          o -> o.organisations().details(of));
    }
    add(
        "a page of 50 members, of 5,000",
        "by page",
        "–",
        GONE,
        o -> o.memberships().list(ofSize(5000), PAGE));
    add(
        "create a service",
        "1 W",
        "1 / 1 W",
        "no service without an organisation",
        o -> o.services().create(ACME, "Chat"));
  }

  private void memberships() {
    add(
        "check, of 10 members",
        "1 R",
        "–",
        GONE,
        o -> o.memberships().check(Check.member(ANN, ofSize(10))));
    add(
        "check, of 5,000 members",
        "1 R",
        "–",
        GONE,
        o -> o.memberships().check(Check.member(ANN, ofSize(5000))));
    add(
        "add to groups of the organisation",
        "1 W",
        "1 / 1 W",
        "",
        o -> o.memberships().addToGroups(BOB, ACME, Set.of(Group.of("more"))));
    add(
        "remove from groups of the organisation",
        "1 W",
        "1 / 1 W",
        "",
        o -> o.memberships().removeFromGroups(BOB, ACME, Set.of(Group.of("more"))));
    add(
        "add to groups of a service",
        "4 W",
        "1 / 1 W",
        "no group of a service that is gone",
        o -> o.memberships().addToGroups(BOB, ACME, Set.of(READERS)));
    add(
        "update a member's details",
        "1 W",
        "1 / 1 W",
        "no older profile over a newer one",
        o -> o.memberships().updateDetails(BOB, ACME, new Profile("Bobby", "", "")));
    add(
        "remove a member",
        "4 W",
        "1 / 1 W",
        "the user's side goes, too",
        o -> o.memberships().remove(BOB, ACME));
    add(
        "delete an organisation of 10 members",
        "by copies",
        "–",
        "nothing is left over",
        o -> o.organisations().delete(ofSize(10)));
    add(
        "delete an organisation of 1,000 members, until the deletion takes effect",
        "by copies",
        "–",
        "64 W of it in the 32 copies of `endings`, 64 more when the job is done",
        o -> o.organisations().delete(ofSize(1000)));
  }

  private void invitations() {
    add("invite", "6 W", "1 / 2 W", RACES, o -> o.invitations().invite(DAN, ACME, Set.of(STAFF)));
    add("accept", "1 R + 6 W", "1 / 1 W", RACES, o -> o.invitations().accept(DAN, ACME));
    add(
        "invite again, and reject (both)",
        "10 W",
        "2 / 4 W",
        RACES,
        o -> {
          o.invitations().invite(CAT, ACME, Set.of(STAFF));
          o.invitations().reject(CAT, ACME);
        });
  }

  private void events() {
    for (int events : EVENTS) {
      EventLog log = new EventLog.OfOrganisation(withEvents(events));
      add(
          "a page of 50 events, of " + NumberFormat.getIntegerInstance(Locale.ROOT).format(events),
          "by page",
          "–",
          "",
          o -> o.events().list(log, EventRequest.newest(50)));
    }
  }
}
