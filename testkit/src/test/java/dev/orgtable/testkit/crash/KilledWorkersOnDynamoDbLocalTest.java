package dev.orgtable.testkit.crash;

import dev.orgtable.testkit.LoopbackEngine;
import java.net.URI;

final class KilledWorkersOnDynamoDbLocalTest extends KilledWorkersContract {

  @Override
  protected URI engine() {
    return LoopbackEngine.uri();
  }
}
