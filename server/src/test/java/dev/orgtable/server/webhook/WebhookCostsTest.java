package dev.orgtable.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orgtable.Scope;
import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.TestServer;
import org.junit.jupiter.api.Test;

/**
 * What operations on webhooks cost, with 1 read unit for the API key, in the first minute of the
 * first webhook of a table: later on, each event is put in the outbox. The units are those of
 * DynamoDB Local.
 */
final class WebhookCostsTest {

  private static final String BODY = "{\"url\":\"http://127.0.0.1:9/\"}";
  private static final String SINCE = "{\"since\":\"2026-01-01T00:00:00Z\"}";

  @Test
  void every_operation_tells_its_cost() {
    assumeTrue(Engines.byDefault().preferred() == EngineType.DYNAMODB_LOCAL);
    try (TestServer server = TestServer.start()) {
      server.organisation("acme", server.user("ann@example.com"));
      Http caller = server.key(Scope.values());

      String ofAcme = costs(caller, "/v1/organisations/acme/webhooks");
      String ofTable = costs(caller, "/v1/webhooks");

      assertThat(ofAcme)
          .isEqualTo(
              """
              create: requests=6, read=4, write=8
              list: requests=3, read=3, write=0
              get: requests=2, read=3, write=0
              change: requests=3, read=3, write=4
              disable: requests=3, read=3, write=4
              enable: requests=4, read=4, write=4
              rotate: requests=3, read=3, write=4
              test: requests=2, read=3, write=0
              list deliveries: requests=3, read=3, write=0
              replay: requests=3, read=3, write=0
              change and disable: requests=3, read=3, write=6
              delete: requests=3, read=3, write=6
              """);
      assertThat(ofTable)
          .isEqualTo(
              """
              create: requests=4, read=2, write=6
              list: requests=2, read=2, write=0
              get: requests=2, read=3, write=0
              change: requests=3, read=3, write=4
              disable: requests=3, read=3, write=4
              enable: requests=3, read=3, write=4
              rotate: requests=3, read=3, write=4
              test: requests=2, read=3, write=0
              list deliveries: requests=3, read=3, write=0
              replay: requests=3, read=3, write=0
              change and disable: requests=3, read=3, write=6
              delete: requests=3, read=3, write=6
              """);
    }
  }

  private static String costs(Http caller, String webhooks) {
    StringBuilder costs = new StringBuilder();
    Reply created = caller.post(webhooks, BODY);
    String one = webhooks + "/" + created.json().at("/webhook/id").asString();
    add(costs, "create", created);
    add(costs, "list", caller.get(webhooks));
    add(costs, "get", caller.get(one));
    add(costs, "change", caller.patch(one, "{\"description\":\"D\"}"));
    add(costs, "disable", caller.patch(one, "{\"enabled\":false}"));
    add(costs, "enable", caller.patch(one, "{\"enabled\":true}"));
    add(costs, "rotate", caller.post(one + "/rotate", ""));
    add(costs, "test", caller.post(one + "/test", ""));
    add(costs, "list deliveries", caller.get(one + "/deliveries"));
    add(costs, "replay", caller.post(one + "/deliveries/replay", SINCE));
    add(costs, "change and disable", caller.patch(one, "{\"description\":\"\",\"enabled\":false}"));
    add(costs, "delete", caller.delete(one));
    return costs.toString();
  }

  private static void add(StringBuilder costs, String operation, Reply reply) {
    assertThat(reply.status()).as("%s: %s", operation, reply).isBetween(200, 204);
    costs.append(operation).append(": ").append(reply.header("Orgtable-Cost")).append('\n');
  }
}
