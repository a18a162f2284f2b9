package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.User.Account;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guides/claims.md runs; its JavaScript on Node.js, without packages. */
final class ClaimsGuideTest extends ApiTest {

  private static final String GUIDE = "../docs/guides/claims.md";
  private static final String ISSUER = "https://id.example.com/";

  /** Calls the hook in the file with the event; prints what it did. */
  private static final String CALLER =
      """
      import { createRequire } from "node:module";
      const [file, event] = process.argv.slice(2);
      const done = [];
      const noting = (name) => (...values) => done.push([name, ...values]);
      const load = createRequire(import.meta.url);
      if (file.endsWith(".cjs")) {
        await load(file).onExecutePostLogin(JSON.parse(event), {
          access: { deny: noting("deny") },
          accessToken: { setCustomClaim: noting("claim") },
        });
      } else {
        const { handler } = await import(file);
        done.push((await handler(JSON.parse(event))).response);
      }
      console.log(JSON.stringify(done));
      """;

  @TempDir private Path directory;

  private final String key = server().key(Scope.READ).credential().orElseThrow();

  @BeforeEach
  void bob_is_in_acme() {
    annOwnsAcme();
    bobIsIn(Group.of("staff"));
  }

  private String member() {
    return "{'org_id':'ID','org_name':'Organisation ID','groups':['staff'],'services':{},"
        + "'truncated':false}";
  }

  private String list() {
    return "{'organisations':["
        + member().replace(",'truncated':false", "")
        + "],"
        + "'truncated':false}";
  }

  private void bobIsSuspended() {
    store().memberships().suspend(EmailAddress.of(bob), OrganisationId.of(acme));
  }

  @Test
  void the_action_of_auth0_sets_the_claims_or_denies() {
    String organisation = "'organization':{'name':'ID'}";
    String claim = "['claim','https://example.com/orgtable',";

    assertThat(action(true, organisation)).isEqualTo("[" + claim + member() + "]]");
    assertThat(action(true, "'x':0")).isEqualTo("[" + claim + list() + "]]");
    assertThat(action(false, organisation)).isEqualTo("[]");
    assertThat(action(true, "'organization':{'name':'a b'}")).startsWith("[['deny',");
    bobIsSuspended();
    assertThat(action(true, organisation))
        .isEqualTo("[['deny','You are not a member of this organisation.']]");
    bobHasAnotherAccountOf(ISSUER);
    assertThat(action(true, organisation)).contains("['deny','The organisations of this user");
  }

  private String action(boolean verified, String more) {
    return node(
        "action.cjs",
        "{'user':{'user_id':'auth0|bob','email':'BOB','email_verified':%s},'secrets':{'ORGTABLE_URL':'%s','ORGTABLE_KEY':'%s','ORGTABLE_ISSUER':'%s'},%s}"
            .formatted(verified, server().uri(), key, ISSUER, more));
  }

  @Test
  void the_function_of_cognito_adds_the_claims_or_fails() {
    String organisation = "'clientMetadata':{'organisation':'ID'}";
    String claims =
        "[{'claimsAndScopeOverrideDetails':{'accessTokenGeneration':{'claimsToAddOrOverride':{'orgtable':%s}}}}]";

    assertThat(function(true, organisation)).isEqualTo(claims.formatted(member()));
    assertThat(function(true, "'x':0")).isEqualTo(claims.formatted(list()));
    assertThat(function(false, organisation)).isEqualTo("[{}]");
    assertThat(function(true, "'clientMetadata':{'organisation':'a b'}"))
        .contains("Orgtable answered 400");
    bobIsSuspended();
    assertThat(function(true, organisation)).isEqualTo(claims.formatted("{'truncated':false}"));
    bobHasAnotherAccountOf("https://cognito-idp.eu-north-1.amazonaws.com/eu-north-1_pool");
    assertThat(function(true, organisation)).contains("Orgtable answered 403");
  }

  private String function(boolean verified, String more) {
    return node(
        "function.mjs",
        "{'region':'eu-north-1','userPoolId':'eu-north-1_pool','request':{'userAttributes':{'sub':'bob','email':'BOB','email_verified':'%s'},%s},'response':{}}"
            .formatted(verified, more));
  }

  @Test
  void the_class_of_the_mapper_of_keycloak_reads_the_claims_or_fails() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/dev/orgtable/server/api/ClaimsGuideTest.java"));
    OrgtableClaims claims = new OrgtableClaims(server().uri(), key);
    OrgtableClaims other = new OrgtableClaims(server().uri(), "otk_unknown");

    assertThat(flat(source)).contains(flat(shown("java").get(0)));
    assertThat(named(claims.read(bob, ISSUER, "bob", Optional.of(acme)))).isEqualTo(member());
    assertThat(named(claims.read(bob, ISSUER, "bob", Optional.empty()))).isEqualTo(list());
    assertThatThrownBy(() -> other.read(bob, ISSUER, "bob", Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessage("Orgtable answered 401");
    bobHasAnotherAccountOf(ISSUER);
    assertThatThrownBy(() -> claims.read(bob, ISSUER, "bob", Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessage("Orgtable answered 403");
  }

  private void bobHasAnotherAccountOf(String issuer) {
    store()
        .accounts()
        .signIn(new Account(issuer, "former " + bob), EmailAddress.of(bob), Instant.now());
  }

  private static List<String> shown(String language) {
    try {
      return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
          .matcher(Files.readString(Path.of(GUIDE)))
          .results()
          .map(found -> found.group(1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String flat(String code) {
    return String.join("\n", code.strip().lines().map(String::strip).toList());
  }

  private String named(String text) {
    return text.replace('"', '\'').replace(acme, "ID").strip();
  }

  /** Runs a hook of the guide; returns what it did or the error. */
  private String node(String file, String event) {
    List<String> hooks = shown("js");
    assertThat(hooks).hasSize(2);
    String hook = hooks.get(file.equals("action.cjs") ? 0 : 1);
    try {
      Path code = Files.writeString(directory.resolve(file), hook);
      Path caller = Files.writeString(directory.resolve("caller.mjs"), CALLER);
      String given = event.replace("BOB", bob).replace("'ID'", "'" + acme + "'").replace('\'', '"');
      ProcessBuilder node =
          new ProcessBuilder("node", caller.toString(), code.toString(), given)
              .redirectErrorStream(true);
      node.environment().put("ORGTABLE_URL", server().uri().toString());
      node.environment().put("ORGTABLE_KEY", key);
      return named(new String(start(node).getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the tests of sign-in are required, so are these: both need Node.js. */
  private static Process start(ProcessBuilder node) throws IOException {
    boolean isThere =
        List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
            .anyMatch(path -> Files.isExecutable(Path.of(path, "node")));
    if (!isThere && !"required".equals(System.getenv("ORGTABLE_OIDC_PROVIDER"))) {
      Assumptions.abort("Node.js is not installed");
    }
    return node.start();
  }

  /** The class that asks for claims, as the guide shows it. */
  static final class OrgtableClaims {

    private final HttpClient http =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final URI server;
    private final String key;

    OrgtableClaims(URI server, String key) {
      this.server = server;
      this.key = key;
    }

    /** Returns the claims as JSON: about one organisation, or about all if it is empty. */
    String read(String email, String issuer, String subject, Optional<String> organisation)
        throws IOException, InterruptedException {
      String account = "?issuer=" + encoded(issuer) + "&subject=" + encoded(subject);
      String query = account + organisation.map(id -> "&organisation=" + encoded(id)).orElse("");
      URI uri = server.resolve("/v1/users/" + encoded(email) + "/claims" + query);
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(Duration.ofSeconds(3))
              .header("Authorization", "Bearer " + key)
              .build();
      CompletableFuture<HttpResponse<String>> sent =
          http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
      try {
        // The time limit of the request ends with the headers of the response.
        HttpResponse<String> response = sent.get(3, TimeUnit.SECONDS);
        if (response.statusCode() != 200) {
          throw new IOException("Orgtable answered " + response.statusCode());
        }
        return response.body();
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException("Orgtable did not answer", e);
      } finally {
        sent.cancel(true);
      }
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
