package dev.orgtable.testkit;

import java.net.URI;

final class CrashOnDynamoDbLocalTest extends CrashContract {

  @Override
  protected URI engine() {
    return LoopbackEngine.uri();
  }
}
