package dev.orgtable.contracts.access;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * A client that refuses the requests of this library that no policy grants, so that each contract
 * is also one of the policies: service, worker or tools, by the class that makes the request. What
 * a tool does by means of the stores or a job is granted by the policy of tools, too.
 */
public final class GrantedClient {

  private static final String TOOLS = "tools";
  private static final String WORKER = "worker";
  private static final String SERVICE = "service";

  private static final String OF_TOOLS = "dev.orgtable.maintenance.";

  private static final Map<String, Set<Access>> GRANTED =
      Map.of(
          TOOLS, new Policy(TOOLS).granted(),
          WORKER, new Policy(WORKER).granted(),
          SERVICE, new Policy(SERVICE).granted());

  private GrantedClient() {}

  /**
   * Returns a client that throws an assertion error instead of a request that is not granted; while
   * policies are written, one that makes each request.
   */
  public static DynamoDbClient of(DynamoDbClient client) {
    return Policy.isWritten() ? client : RecordingClient.of(client, GrantedClient::check);
  }

  private static void check(DynamoDbRequest request) {
    List<String> types =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .map(StackWalker.StackFrame::getClassName)
                        .takeWhile(type -> !type.startsWith("org.junit."))
                        .toList());
    types.stream().flatMap(GrantedClient::role).findFirst().ifPresent(role -> check(request, role));
    if (types.stream().anyMatch(type -> type.startsWith(OF_TOOLS))) {
      check(request, TOOLS);
    }
  }

  private static void check(DynamoDbRequest request, String role) {
    Set<Access> granted = GRANTED.getOrDefault(role, Set.of());
    for (Access access : Access.of(request)) {
      if (!granted.contains(access) && !granted.contains(access.toAnyKey())) {
        throw new AssertionError(new Policy(role).file() + " does not grant " + access);
      }
    }
  }

  /** Returns the role of a class of the library; nothing for any other class. */
  private static Stream<String> role(String type) {
    if (type.startsWith(OF_TOOLS)
        || type.startsWith("dev.orgtable.store.Items")
        || type.startsWith("dev.orgtable.store.Schema")) {
      return Stream.of(TOOLS);
    }
    if (type.startsWith("dev.orgtable.job.")) {
      return Stream.of(WORKER);
    }
    return type.startsWith("dev.orgtable.store.") || type.startsWith("dev.orgtable.history.")
        ? Stream.of(SERVICE)
        : Stream.empty();
  }
}
