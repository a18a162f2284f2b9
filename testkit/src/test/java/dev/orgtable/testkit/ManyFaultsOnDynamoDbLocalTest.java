package dev.orgtable.testkit;

import java.net.URI;

final class ManyFaultsOnDynamoDbLocalTest extends ManyFaultsContract {

  @Override
  protected URI engine() {
    return LoopbackEngine.uri();
  }
}
