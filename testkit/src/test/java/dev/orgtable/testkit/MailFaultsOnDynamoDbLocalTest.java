package dev.orgtable.testkit;

import java.net.URI;

final class MailFaultsOnDynamoDbLocalTest extends MailFaultsContract {

  @Override
  protected URI engine() {
    return LoopbackEngine.uri();
  }
}
