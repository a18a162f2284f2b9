package dev.orgtable.server.console.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the panel of items and requests does not show, even to the owners of an organisation. */
final class SecretsTest {

  @Test
  void facts_of_the_application_are_hidden() {
    AttributeValue text = AttributeValue.fromS("x");

    ItemView item =
        ItemView.of(Map.of("id", text, "metadata", AttributeValue.fromM(Map.of("plan", text))));

    assertThat(item.attributes())
        .containsExactly(new ItemView.Attribute("metadata", "M", List.of("hidden")));
  }

  @Test
  void secrets_of_webhooks_are_hidden_although_they_are_encrypted() {
    AttributeValue sealed = AttributeValue.fromM(Map.of("sealed", AttributeValue.fromS("x")));

    ItemView item = ItemView.of(Map.of("secrets", AttributeValue.fromL(List.of(sealed))));

    assertThat(item.attributes())
        .containsExactly(new ItemView.Attribute("secrets", "L", List.of("hidden")));
  }

  @Test
  void external_ids_in_keys_are_hidden() {
    assertThat(Secrets.hide("put userExternalId/crm 1/2 userExternalId"))
        .isEqualTo("put userExternalId/hidden");
    assertThat(Secrets.hide("put user/ann@example.com user"))
        .isEqualTo("put user/ann@example.com user");
  }
}
