package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Expected;
import dev.orgtable.Service;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventType;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.internal.Subscribers;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An event that is missing in a log is found by the next one about the same, or by the record. */
final class MissingEventsContract extends LogsTable {

  private static final WebhookOwner OF_ACME = new WebhookOwner.OfOrganisation(ACME);
  private static final WebhookKeys KEYS =
      WebhookKeys.of(List.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

  private static WebhookDetails webhook(String url) {
    return new WebhookDetails(WebhookUrl.of(url), "", Set.of());
  }

  private interface Story {
    void on(MissingEventsContract table);

    default Story then(Story other) {
      return table -> {
        on(table);
        other.on(table);
      };
    }
  }

  private static Arguments of(EventType missing, Story story) {
    return Arguments.of(missing, story);
  }

  /** Returns what was done, and the first event of which type is missing then. */
  static Stream<Arguments> stories() {
    return Stream.of(
            ofOrganisations(),
            ofServicesAndGroups(),
            ofMembers(),
            ofInvitations(),
            ofUsers(),
            lastOnes(),
            ofTheTable())
        .flatMap(each -> each);
  }

  private static Stream<Arguments> ofOrganisations() {
    return Stream.of(
        of(
            EventType.ORGANISATION_RENAMED,
            it -> {
              it.orgtable().organisations().rename(ACME, "One");
              it.orgtable().organisations().rename(ACME, "Two");
            }),
        of(
            EventType.ORGANISATION_SUSPENDED,
            it -> {
              it.orgtable().organisations().suspend(ACME);
              it.orgtable().organisations().reactivate(ACME);
            }),
        of(
            EventType.ORGANISATION_LIMIT_CHANGED,
            it -> {
              it.orgtable().organisations().limitSeats(ACME, 8);
              it.orgtable().organisations().limitSeats(ACME, 9);
            }),
        of(
            EventType.ORGANISATION_FACTS_CHANGED,
            it -> {
              it.orgtable().facts().change(ACME, all -> all.withExternalId(ExternalId.of("a")));
              it.orgtable().facts().change(ACME, all -> all.withExternalId(ExternalId.of("b")));
            }),
        of(
            EventType.WEBHOOK_CHANGED,
            it -> {
              WebhookId id = it.webhook();
              it.orgtable().webhooks().change(OF_ACME, id, all -> webhook("https://b.example"));
              it.orgtable().webhooks().change(OF_ACME, id, all -> webhook("https://c.example"));
            }),
        of(
            EventType.WEBHOOK_DISABLED,
            it -> {
              WebhookId id = it.webhook();
              it.orgtable().webhooks().disable(OF_ACME, id);
              it.orgtable().webhooks().enable(OF_ACME, id);
            }));
  }

  private WebhookId webhook() {
    return orgtable().webhooks().create(OF_ACME, webhook("https://a.example"), KEYS).webhook().id();
  }

  private static Stream<Arguments> ofServicesAndGroups() {
    return Stream.of(
        of(
            EventType.SERVICE_RENAMED,
            it -> {
              it.orgtable().services().put(new Service(ACME, BILLING, "One", 0));
              it.orgtable().services().put(new Service(ACME, BILLING, "Two", 0));
            }),
        of(EventType.SERVICE_CREATED, it -> it.orgtable().services().delete(ACME, BILLING)),
        of(EventType.SERVICE_CREATED, it -> {}),
        of(EventType.SERVICE_DELETED, it -> it.orgtable().services().delete(ACME, BILLING)),
        of(
            EventType.GROUP_CHANGED,
            it -> {
              it.orgtable().groups().put(ACME, SALES, label("B"), Expected.ANYTHING);
              it.orgtable().groups().put(ACME, SALES, label("C"), Expected.ANYTHING);
            }),
        of(EventType.GROUP_CREATED, it -> {}));
  }

  private static Stream<Arguments> ofMembers() {
    return Stream.of(
        of(
            EventType.MEMBER_SUSPENDED,
            it -> {
              it.orgtable().memberships().suspend(BOB, ACME);
              it.orgtable().memberships().reactivate(BOB, ACME);
            }),
        of(
            EventType.MEMBER_SUSPENDED,
            it -> {
              it.orgtable().memberships().suspend(BOB, ACME);
              it.orgtable().memberships().remove(BOB, ACME);
            }),
        of(
            EventType.MEMBER_GROUPS_CHANGED,
            it -> {
              it.orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));
              it.orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(READERS));
            }),
        of(
            EventType.MEMBER_GROUPS_CHANGED,
            it -> {
              it.orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(STAFF));
              it.orgtable().memberships().remove(BOB, ACME);
            }),
        of(EventType.MEMBER_ADDED, it -> it.orgtable().memberships().remove(BOB, ACME)),
        of(
            EventType.MEMBER_REMOVED,
            it -> {
              it.orgtable().memberships().remove(BOB, ACME);
              it.orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
            }),
        of(
            EventType.OWNERSHIP_TRANSFERRED,
            it -> {
              it.orgtable().memberships().transferOwnership(ACME, ANN, BOB);
              it.orgtable().memberships().transferOwnership(ACME, BOB, ANN);
            }),
        of(
            EventType.MEMBER_FACTS_CHANGED,
            it -> {
              it.orgtable()
                  .facts()
                  .change(BOB, ACME, all -> all.withExternalId(ExternalId.of("a")));
              it.orgtable()
                  .facts()
                  .change(BOB, ACME, all -> all.withExternalId(ExternalId.of("b")));
            }),
        of(
            EventType.MEMBER_ADDRESS_CHANGED,
            it -> {
              it.orgtable().users().changeAddress(BOB, DAN);
              it.orgtable().memberships().suspend(DAN, ACME);
            }));
  }

  private static Stream<Arguments> ofInvitations() {
    return Stream.of(
        of(
            EventType.INVITATION_CREATED,
            it -> {
              it.orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));
              it.orgtable().invitations().revoke(CAT, ACME);
            }),
        of(
            EventType.INVITATION_CREATED,
            it -> {
              it.orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));
              it.orgtable().invitations().accept(CAT, ACME);
            }),
        of(
            EventType.INVITATION_REVOKED,
            it -> {
              it.orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));
              it.orgtable().invitations().revoke(CAT, ACME);
              it.orgtable().invitations().invite(CAT, ACME, Set.of());
            }));
  }

  private static Stream<Arguments> ofUsers() {
    return Stream.of(
        of(
            EventType.USER_LIMIT_CHANGED,
            it -> {
              it.orgtable().facts().limitOrganisations(BOB, 8);
              it.orgtable().facts().limitOrganisations(BOB, 9);
            }),
        of(
            EventType.USER_FACTS_CHANGED,
            it -> {
              it.orgtable().facts().change(BOB, all -> all.withExternalId(ExternalId.of("a")));
              it.orgtable().facts().change(BOB, all -> all.withExternalId(ExternalId.of("b")));
            }),
        of(
            EventType.USER_ADDRESS_CHANGED,
            it -> {
              it.orgtable().users().changeAddress(CAT, DAN);
              it.orgtable().users().changeAddress(DAN, CAT);
            }));
  }

  /** The last event about a value, which only the record shows, though it names a later one. */
  private static Stream<Arguments> lastOnes() {
    Story renamed = it -> it.orgtable().organisations().rename(ACME, "One");
    Story limited = it -> it.orgtable().organisations().limitSeats(ACME, 8);
    Story withId =
        it -> it.orgtable().facts().change(ACME, all -> all.withExternalId(ExternalId.of("a")));
    Story memberWithId =
        it ->
            it.orgtable().facts().change(BOB, ACME, all -> all.withExternalId(ExternalId.of("a")));
    Story inReaders = it -> it.orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));
    Story userWithId =
        it -> it.orgtable().facts().change(BOB, all -> all.withExternalId(ExternalId.of("a")));
    Story userLimited = it -> it.orgtable().facts().limitOrganisations(BOB, 8);
    Story moved = it -> it.orgtable().users().changeAddress(CAT, DAN);
    Story movedLimited = it -> it.orgtable().facts().limitOrganisations(DAN, 8);
    return Stream.of(
        of(EventType.ORGANISATION_RENAMED, renamed.then(limited)),
        of(EventType.ORGANISATION_LIMIT_CHANGED, limited.then(renamed)),
        of(EventType.ORGANISATION_FACTS_CHANGED, withId.then(renamed)),
        of(
            EventType.SERVICE_RENAMED,
            it -> it.orgtable().services().put(new Service(ACME, BILLING, "One", 0))),
        of(
            EventType.GROUP_CHANGED,
            it -> it.orgtable().groups().put(ACME, SALES, label("B"), Expected.ANYTHING)),
        of(EventType.MEMBER_FACTS_CHANGED, memberWithId.then(inReaders)),
        of(EventType.USER_FACTS_CHANGED, userWithId.then(userLimited)),
        of(EventType.USER_LIMIT_CHANGED, userLimited.then(userWithId)),
        of(EventType.USER_ADDRESS_CHANGED, moved.then(movedLimited)));
  }

  private static Stream<Arguments> ofTheTable() {
    return Stream.of(
        of(
            EventType.SUBSCRIBER_CHANGED,
            it -> {
              for (EventType type :
                  List.of(EventType.USER_CREATED, EventType.USER_CHANGED, EventType.USER_DELETED)) {
                DestinationId id = new DestinationId(DestinationId.Kind.SUBSCRIBER, "audit");
                EventFilter filter = new EventFilter(Set.of(type), null, null);
                var unused =
                    new Subscribers(it.orgtable().context()).add(new Destination(id, filter));
              }
            }));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void an_event_that_is_missing_is_found_by_the_next_one_about_the_same(
      EventType missing, Story story) {
    story.on(this);
    assertThat(ofLogs()).isEmpty();
    remove(events(missing).get(0));

    assertThat(ofLogs()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "organisation/acme,organisation,organisationName",
    "organisation/acme,organisationService/billing,serviceName",
    "organisation/acme,organisationGroup/sales,label"
  })
  void a_value_that_no_event_tells_is_found(String id, String rng, String attribute) {
    set(id, rng, attribute, AttributeValue.fromS("Lie"));

    assertThat(ofLogs()).singleElement().asString().contains("the log tells", "the record Lie");
  }
}
