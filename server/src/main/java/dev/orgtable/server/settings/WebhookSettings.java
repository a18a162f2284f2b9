package dev.orgtable.server.settings;

import dev.orgtable.webhook.WebhookKeys;
import java.util.Optional;

/**
 * The settings of webhooks.
 *
 * @param keys the keys that encrypt the secrets of endpoints; empty if webhooks are off
 * @param plainHttp whether endpoints may have {@code http} and an address of the loopback
 */
public record WebhookSettings(Optional<WebhookKeys> keys, boolean plainHttp) {

  /** No webhooks. */
  public static final WebhookSettings OFF = new WebhookSettings(Optional.empty(), false);
}
