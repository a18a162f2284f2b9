package dev.orgtable.testkit.guides;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The code of the guide to webhooks. */
final class Receiving {

  private final Webhook webhook;
  final List<String> accepted = Collections.synchronizedList(new ArrayList<>());

  Receiving(Webhook webhook) {
    this.webhook = webhook;
  }

  void receive(HttpExchange request) throws IOException {
    String body = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status = 204;
    try {
      webhook.verify(body, request.getRequestHeaders());
      accepted.add(body);
    } catch (WebhookVerificationException e) {
      status = 400;
    }
    request.sendResponseHeaders(status, -1);
    request.close();
  }
}
