package dev.orgtable.contracts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/** A client of an engine with a clock of its own, whose time is in the header of each response. */
public final class EngineTime {

  private static final int OK = 200;

  private EngineTime() {}

  /** Returns the client; its responses have the time of a clock in whole seconds. */
  public static DynamoDbClient of(Clock engine, DynamoDbClient client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              try {
                return told(engine, method.invoke(client, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static Object told(Clock engine, Object answer) {
    return answer instanceof DynamoDbResponse response
        ? response.toBuilder().sdkHttpResponse(at(engine)).build()
        : answer;
  }

  private static SdkHttpResponse at(Clock engine) {
    return SdkHttpResponse.builder()
        .statusCode(OK)
        .putHeader(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(engine.instant().atOffset(ZoneOffset.UTC)))
        .build();
  }
}
