package dev.orgtable.contracts.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.WebhookNotFound;
import dev.orgtable.OrgtableException.WebhooksFull;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.webhook.NewWebhook;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookCall;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Endpoints of the table and of organisations, and their secrets. */
final class WebhooksContract extends WebhookTable {

  private static final WebhookId UNKNOWN = WebhookId.of("0000000000000000");

  @BeforeEach
  void organisations() {
    user(ANN);
    organisation(ACME, ANN);
    organisation(BETA, ANN);
  }

  @Test
  void an_endpoint_is_stored_and_listed_for_its_owner_only() {
    Webhook table =
        webhooks().create(WebhookOwner.TABLE, details("https://a.example"), KEYS).webhook();
    Webhook first = webhooks().create(OF_ACME, details("https://b.example"), KEYS).webhook();
    clock.advance(Duration.ofSeconds(1));
    Webhook second =
        webhooks()
            .create(OF_ACME, details("https://c.example", EventType.MEMBER_ADDED), KEYS)
            .webhook();

    assertThat(webhooks().list(WebhookOwner.TABLE)).containsExactly(table);
    assertThat(webhooks().list(OF_ACME)).containsExactly(first, second);
    assertThat(webhooks().list(OF_BETA)).isEmpty();
    assertThat(webhooks().get(OF_ACME, second.id())).isEqualTo(second);
    assertThat(destinations()).isEqualTo(3);
  }

  @Test
  void an_endpoint_of_another_owner_does_not_exist() {
    WebhookId id = webhooks().create(OF_ACME, details("https://b.example"), KEYS).webhook().id();

    for (WebhookOwner other : List.of(OF_BETA, WebhookOwner.TABLE)) {
      assertThatThrownBy(() -> webhooks().get(other, id)).isInstanceOf(WebhookNotFound.class);
      assertThatThrownBy(() -> webhooks().delete(other, id)).isInstanceOf(WebhookNotFound.class);
      assertThatThrownBy(() -> webhooks().rotate(other, id, KEYS))
          .isInstanceOf(WebhookNotFound.class);
      assertThatThrownBy(() -> webhooks().disable(other, id)).isInstanceOf(WebhookNotFound.class);
    }
    assertThat(webhooks().get(OF_ACME, id).isEnabled()).isTrue();
  }

  @Test
  void an_organisation_that_does_not_exist_has_none() {
    WebhookOwner nobody = new WebhookOwner.OfOrganisation(OrganisationId.of("no"));

    assertThatThrownBy(() -> webhooks().create(nobody, details("https://b.example"), KEYS))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> webhooks().list(nobody)).isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> webhooks().get(OF_ACME, UNKNOWN)).isInstanceOf(WebhookNotFound.class);
  }

  @Test
  void an_organisation_has_at_most_ten_also_if_many_are_created_at_once() {
    for (int i = 0; i < 8; i++) {
      webhooks().create(OF_ACME, details("https://b.example/" + i), KEYS);
    }

    List<AtOnce.Outcome<NewWebhook>> outcomes =
        AtOnce.call(8, () -> webhooks().create(OF_ACME, details("https://c.example"), KEYS));

    assertThat(AtOnce.refusals(outcomes)).isNotEmpty().allMatch(WebhooksFull.class::isInstance);
    assertThat(webhooks().list(OF_ACME)).hasSize(10);
    assertThat(destinations()).isEqualTo(10);
  }

  @Test
  void the_table_has_at_most_twenty_also_if_many_are_created_at_once() {
    for (int i = 0; i < 17; i++) {
      webhooks().create(WebhookOwner.TABLE, details("https://b.example/" + i), KEYS);
    }

    List<AtOnce.Outcome<NewWebhook>> outcomes =
        AtOnce.call(
            8, () -> webhooks().create(WebhookOwner.TABLE, details("https://c.example"), KEYS));

    assertThat(AtOnce.refusals(outcomes)).hasSize(5).allMatch(WebhooksFull.class::isInstance);
    assertThat(webhooks().list(WebhookOwner.TABLE)).hasSize(20);
    assertThat(destinations()).isEqualTo(20);
  }

  @Test
  void the_table_has_no_secret_in_clear_and_no_event_has_a_path() {
    NewWebhook created = endpoint(OF_ACME);
    NewWebhook rotated = webhooks().rotate(OF_ACME, created.webhook().id(), KEYS);

    String table = allItems().toString();
    assertThat(created.secret()).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(table).doesNotContain(created.secret().substring(6));
    assertThat(table).doesNotContain(rotated.secret().substring(6));
    assertThat(events().toString()).doesNotContain("s3cret", "/hooks");
    assertThat(created.toString() + rotated).doesNotContain("whsec_");
    assertThat(KEYS.toString()).doesNotContain(KEYS.current().secret());
  }

  @Test
  void a_change_meanwhile_is_not_lost() {
    WebhookId id = webhooks().create(OF_ACME, details("https://a.example"), KEYS).webhook().id();
    AtomicBoolean first = new AtomicBoolean(true);

    Webhook changed =
        webhooks()
            .change(
                OF_ACME,
                id,
                present -> {
                  if (first.getAndSet(false)) {
                    webhooks().change(OF_ACME, id, other -> other.withDescription("Meanwhile"));
                  }
                  return present.withUrl(WebhookUrl.of("https://b.example"));
                });

    assertThat(changed.details().description()).isEqualTo("Meanwhile");
    assertThat(webhooks().get(OF_ACME, id)).isEqualTo(changed);
  }

  @Test
  void types_that_this_version_does_not_know_stay() {
    WebhookId id =
        webhooks()
            .create(OF_ACME, details("https://a.example", EventType.MEMBER_ADDED), KEYS)
            .webhook()
            .id();
    AttributeValue types = AttributeValue.fromSs(List.of("member.added", "member.flown"));
    set("organisation/acme", "organisationWebhook/" + id, "eventTypes", types);

    webhooks().change(OF_ACME, id, present -> present.withDescription("Other"));

    assertThat(attribute("organisation/acme", "organisationWebhook/" + id, "eventTypes"))
        .contains(types);
  }

  @Test
  void types_and_description_can_be_emptied() {
    WebhookId id =
        webhooks()
            .create(OF_ACME, details("https://a.example", EventType.MEMBER_ADDED), KEYS)
            .webhook()
            .id();

    Webhook changed =
        webhooks().change(OF_ACME, id, present -> present.withTypes(Set.of()).withDescription(""));

    assertThat(changed.details().types()).isEmpty();
    assertThat(webhooks().get(OF_ACME, id)).isEqualTo(changed);
  }

  @Test
  void two_secrets_sign_for_a_day_after_a_rotation() {
    NewWebhook created = endpoint(OF_ACME);
    WebhookId id = created.webhook().id();
    Requests requests = new Requests();

    NewWebhook rotated = webhooks().rotate(OF_ACME, id, KEYS);
    webhooks().test(OF_ACME, id, KEYS, requests);
    clock.advance(Duration.ofHours(24));
    webhooks().test(OF_ACME, id, KEYS, requests);

    assertThat(requests.calls().get(0).secrets())
        .containsExactly(rotated.secret(), created.secret());
    assertThat(requests.calls().get(1).secrets()).containsExactly(rotated.secret());
  }

  @Test
  void a_second_rotation_ends_the_first_secret() {
    NewWebhook created = endpoint(OF_ACME);
    WebhookId id = created.webhook().id();
    Requests requests = new Requests();

    NewWebhook second = webhooks().rotate(OF_ACME, id, KEYS);
    NewWebhook third = webhooks().rotate(OF_ACME, id, KEYS);
    webhooks().test(OF_ACME, id, KEYS, requests);

    assertThat(requests.calls().get(0).secrets()).containsExactly(third.secret(), second.secret());
  }

  @Test
  void an_older_key_decrypts_until_it_is_removed() {
    NewWebhook created = endpoint(OF_ACME);
    WebhookId id = created.webhook().id();
    Requests requests = new Requests();

    webhooks().test(OF_ACME, id, keys(2, 1), requests);

    assertThat(requests.calls().get(0).secrets()).containsExactly(created.secret());
    assertThatThrownBy(() -> webhooks().test(OF_ACME, id, keys(2), requests))
        .isInstanceOf(InvalidInput.class)
        .hasMessageNotContaining(KEYS.current().id())
        .cause()
        .hasMessageContaining(KEYS.current().id());
  }

  @Test
  void a_replaced_secret_whose_key_is_gone_does_not_sign() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    NewWebhook rotated = webhooks().rotate(OF_ACME, id, keys(2, 1));
    Requests requests = new Requests();

    webhooks().test(OF_ACME, id, keys(2), requests);

    assertThat(requests.calls().get(0).secrets()).containsExactly(rotated.secret());
  }

  @Test
  void a_secret_that_is_copied_to_another_endpoint_is_not_decrypted() {
    WebhookId one = endpoint(OF_ACME).webhook().id();
    WebhookId other = endpoint(OF_ACME).webhook().id();
    AttributeValue secrets =
        attribute("organisation/acme", "organisationWebhook/" + one, "secrets").orElseThrow();

    set("organisation/acme", "organisationWebhook/" + other, "secrets", secrets);

    assertThatThrownBy(() -> webhooks().test(OF_ACME, other, KEYS, new Requests()))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void a_test_is_sent_at_once_and_is_in_no_log() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    Requests requests = new Requests().answering(503);
    int before = events().size();

    assertThat(webhooks().test(OF_ACME, id, KEYS, requests).status()).isEqualTo(503);

    WebhookCall call = requests.calls().get(0);
    assertThat(call.event().type()).isEqualTo(EventType.WEBHOOK_TEST);
    assertThat(call.event().log()).isEqualTo(new EventLog.OfOrganisation(ACME));
    assertThat(call.toString()).doesNotContain("s3cret", "whsec_");
    assertThat(events()).hasSize(before);
  }

  @Test
  void deleting_an_organisation_deletes_its_endpoints_and_what_waits_for_them() {
    endpoint(OF_ACME);
    endpoint(OF_ACME);
    endpoint(WebhookOwner.TABLE, EventType.USER_CREATED);
    orgtable().organisations().rename(ACME, "Other");
    deliver(new Requests().answering(500));
    assertThat(items().toString()).contains("deliveries/webhook");

    orgtable().organisations().delete(ACME);

    assertThat(destinations()).isEqualTo(1);
    assertThat(items().toString()).doesNotContain("organisationWebhook");
    assertThatThrownBy(() -> webhooks().list(OF_ACME)).isInstanceOf(OrganisationNotFound.class);
    assertNothingWaits();
  }

  private void assertNothingWaits() {
    Requests requests = new Requests();
    clock.advance(Duration.ofMinutes(1));
    deliver(requests);

    assertThat(requests.calls()).isEmpty();
    assertThat(items().toString()).doesNotContain("deliveries/webhook");
  }

  @Test
  void deleting_a_large_organisation_deletes_its_endpoints_by_a_job() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    for (int i = 0; i < 60; i++) {
      EmailAddress member = EmailAddress.of("m" + i + "@example.com");
      user(member);
      orgtable().memberships().addMember(member, ACME, Set.of(STAFF));
    }
    deliver(new Requests().answering(500));

    orgtable().organisations().delete(ACME);

    assertThatThrownBy(() -> webhooks().get(OF_ACME, id)).isInstanceOf(WebhookNotFound.class);
    assertThat(work()).isEqualTo(1);
    assertThat(destinations()).isZero();
    assertThat(items().toString()).doesNotContain("organisationWebhook");
    assertNothingWaits();
  }
}
