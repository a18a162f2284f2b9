package dev.orgtable.server.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Scope;
import dev.orgtable.UserId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.store.UserStore;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Requests whose path names a user by id. */
final class UserNamesTest {

  private static final Map<String, String> QUIET =
      Map.of("logging.level.root", "error", "logging.level.dev.orgtable", "error");

  @Test
  void a_user_who_has_moved_since_the_path_was_read_is_noticed() {
    try (TestServer server = TestServer.start()) {
      EmailAddress bob = server.user("bob@example.com");
      UserId id = server.orgtable().users().get(bob).id();
      UserNames names = new UserNames(server.orgtable());
      HttpServletRequest byId = request();
      UserNames.mark(byId, id, bob);

      assertThatCode(() -> names.requireUnmoved(byId)).doesNotThrowAnyException();
      server.orgtable().users().changeAddress(bob, EmailAddress.of("cat@example.com"));

      assertThatThrownBy(() -> names.requireUnmoved(byId)).isInstanceOf(Stale.class);
      assertThatCode(() -> names.requireUnmoved(request())).doesNotThrowAnyException();
    }
  }

  @Test
  void nobody_is_created_at_the_address_that_a_user_leaves_after_the_path_was_read() {
    try (TestServer server = TestServer.start()) {
      UserStore users = server.orgtable().users();
      EmailAddress bob = server.user("bob@example.com");
      UserId id = users.get(bob).id();
      Runnable move = () -> users.changeAddress(bob, EmailAddress.of("cat@example.com"));
      String key = server.orgtable().apiKeys().create("test", Set.of(Scope.WRITE)).secret();
      DynamoDbClient racing = afterReadOf("userId/" + id, move, server.client());
      try (OrgtableServer other = OrgtableServer.start(racing, settings(server), QUIET)) {
        Http caller = new Http(TestServer.uri(other), Optional.of(key));

        Reply refused = caller.put("/v1/users/" + id, "{'firstName':'Another'}");

        assertThat(refused.text("code")).isEqualTo("user_not_found");
      }
      assertThatThrownBy(() -> users.get(bob)).isInstanceOf(UserNotFound.class);
      assertThat(users.get(id).email()).hasToString("cat@example.com");
    }
  }

  private static ServerSettings settings(TestServer server) {
    return new ServerSettings(
        server.table(), InetAddress.getLoopbackAddress(), 0, Optional.empty(), 1_000);
  }

  /** Returns a client that runs an action once, after the first read of a key. */
  private static DynamoDbClient afterReadOf(String key, Runnable action, DynamoDbClient client) {
    AtomicBoolean done = new AtomicBoolean();
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(client, arguments);
                if (Arrays.toString(arguments).contains(key) && done.compareAndSet(false, true)) {
                  action.run();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Returns a request that has nothing but attributes. */
  private static HttpServletRequest request() {
    Map<Object, Object> attributes = new HashMap<>();
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                  case "getAttribute" -> attributes.get(arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
