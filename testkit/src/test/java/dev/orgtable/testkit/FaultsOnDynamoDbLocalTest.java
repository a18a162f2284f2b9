package dev.orgtable.testkit;

import dev.orgtable.embedded.LoopbackEndpoint;
import java.net.URI;

final class FaultsOnDynamoDbLocalTest extends FaultsContract {

  private static final LoopbackEndpoint ENGINE = LoopbackEndpoint.inMemory();

  @Override
  protected URI engine() {
    return ENGINE.uri();
  }
}
