package dev.orgtable.server.caller;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.UserId;
import dev.orgtable.server.TestServer;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests whose path names a user by id. */
final class UserNamesTest {

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
