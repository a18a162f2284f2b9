package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Expected;
import dev.orgtable.GroupName;
import dev.orgtable.NewApiKey;
import dev.orgtable.OrgtableException;
import dev.orgtable.Permission;
import dev.orgtable.Scope;
import dev.orgtable.event.Details.Value;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The log of the table: API keys and roles. */
final class EventsOfTheTableContract extends EventTable {

  private static final Set<Scope> SCOPES = Set.of(Scope.READ, Scope.WRITE);

  private static Roles roles(String... names) {
    Permission read = Permission.of("invoices:read");
    return Roles.of(
        List.of(names).stream()
            .map(name -> new Role(GroupName.of(name), name, "", List.of(read), List.of()))
            .toList(),
        List.of());
  }

  @Test
  void a_key_is_created_and_revoked() {
    NewApiKey key = orgtable().apiKeys().create("Back end", SCOPES, Duration.ofDays(1));
    orgtable().apiKeys().revoke(key.key().id());

    assertThat(types(events()))
        .containsExactly(EventType.API_KEY_CREATED, EventType.API_KEY_REVOKED);
    assertThat(events()).allMatch(event -> event.log().equals(EventLog.TABLE));
    String id = key.key().id().value();
    assertThat(events().get(0).details().values())
        .isEqualTo(
            Map.of(
                "apiKey", new Value(null, id),
                "name", new Value(null, "Back end"),
                "scopes", new Value(null, "read write"),
                "expiresAt", new Value(null, key.key().expiresAt().orElseThrow().toString())));
    assertThat(events().get(1).details().values()).isEqualTo(Map.of("apiKey", new Value(id, null)));
    assertThat(items().toString()).doesNotContain(key.secret());
  }

  @Test
  void the_first_key_has_an_event_and_a_second_first_one_has_none() {
    orgtable().apiKeys().createFirst("First", SCOPES);
    orgtable().apiKeys().createFirst("First", SCOPES);

    assertThat(types(events())).containsExactly(EventType.API_KEY_CREATED);
  }

  @Test
  void a_revocation_that_is_refused_has_no_event() {
    NewApiKey key = orgtable().apiKeys().create("Back end", SCOPES);
    orgtable().apiKeys().revoke(key.key().id());

    assertThatThrownBy(() -> orgtable().apiKeys().revoke(key.key().id()))
        .isInstanceOf(OrgtableException.class);

    assertThat(events()).hasSize(2);
  }

  @Test
  void roles_have_both_revisions_and_the_names_of_those_that_changed() {
    StoredRoles first = orgtable().roles().put(roles("a", "b"), Expected.ANYTHING).value();
    orgtable().roles().put(roles("a", "b"), Expected.ANYTHING);
    StoredRoles next = orgtable().roles().put(roles("b", "c"), Expected.ANYTHING).value();
    orgtable().roles().remove(Expected.ANYTHING);
    orgtable().roles().remove(Expected.ANYTHING);

    String one = Long.toString(first.revision());
    String two = Long.toString(next.revision());
    assertThat(types(events())).hasSize(3).containsOnly(EventType.ROLES_CHANGED);
    assertThat(events().stream().map(event -> event.details().values().get("revision")))
        .containsExactly(new Value(null, one), new Value(one, two), new Value(two, null));
    assertThat(events().stream().map(event -> event.details().values().get("roles")))
        .containsExactly(
            new Value(null, "organisation.a organisation.b"),
            new Value(null, "organisation.a organisation.c"),
            new Value(null, "organisation.b organisation.c"));
  }

  @Test
  void changed_settings_of_events_have_one_even_while_no_others_are_kept() {
    EventSettings first = orgtable().events().settings().orElseThrow();
    EventSettings stopped = orgtable().events().stop();
    clock.advance(Duration.ofDays(1));
    orgtable().roles().put(roles("a"), Expected.ANYTHING);

    EventSettings again = orgtable().events().keep(30);
    orgtable().events().keep(30);

    assertThat(types(events())).containsExactly(EventType.EVENTS_STOPPED, EventType.EVENTS_KEPT);
    String until = String.valueOf(stopped.until());
    assertThat(events().get(0).details().values())
        .isEqualTo(Map.of("until", new Value(null, until)));
    assertThat(events().get(1).details().values())
        .isEqualTo(
            Map.of(
                "since", new Value(first.since().toString(), again.since().toString()),
                "until", new Value(until, null),
                "retentionDays", new Value("400", "30")));
  }

  @Test
  void the_record_of_the_roles_names_its_last_event() {
    orgtable().roles().put(roles("a"), Expected.ANYTHING);
    orgtable().roles().put(roles("b"), Expected.ANYTHING);

    Event last = events().get(1);
    assertThat(attribute("roles", "roles", "event"))
        .contains(AttributeValue.fromS(last.id().value()));
  }
}
