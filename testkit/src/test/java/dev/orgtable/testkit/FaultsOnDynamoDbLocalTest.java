package dev.orgtable.testkit;

import java.net.URI;

final class FaultsOnDynamoDbLocalTest extends FaultsContract {

  @Override
  protected URI engine() {
    return LoopbackEngine.uri();
  }
}
