package dev.orgtable.testkit;

import java.net.URI;

final class LongWorkFaultsOnDynamoDbLocalTest extends LongWorkFaultsContract {

  @Override
  protected URI engine() {
    return LoopbackEngine.uri();
  }
}
