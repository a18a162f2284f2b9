package dev.orgtable.cli;

import dev.orgtable.ApiKey;
import dev.orgtable.ApiKeyId;
import dev.orgtable.InvalidInput;
import dev.orgtable.NewApiKey;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Scope;
import dev.orgtable.cli.remote.RunningServer;
import dev.orgtable.server.web.Durations;
import dev.orgtable.store.ApiKeyStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Creates, lists and revokes API keys. The embedded engine's directory can be used by one process
 * only; while a server uses it, the server is asked.
 */
@Command(
    name = "keys",
    description =
        "Create, list and revoke API keys. While a server runs on the embedded engine, it lists and"
            + " revokes them at /v1/keys.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nWhile a server runs on the embedded engine:%n%n",
    footer = {
      "  orgtable keys create --name 'Back end' --scope read --server http://127.0.0.1:8080 \\",
      "    --key-file admin.key",
      "",
      "The file has a key of the scope admin. If no such key is left, stop the server, create one,"
          + " and start the server again."
    })
final class KeysCommand implements Runnable {

  private static final int PAGE = 100;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "create, list or revoke is missing");
  }

  @Command(
      name = "create",
      description = "Create a key and print it. It is shown once.",
      mixinStandardHelpOptions = true)
  void create(
      @Mixin TableOptions table,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              required = true,
              description = "What the key is for.")
          String name,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              required = true,
              split = ",",
              description = "Scopes to grant: read, write, admin.")
          List<Scope> scopes,
      @Option(
              names = "--expires-in",
              paramLabel = "DURATION",
              converter = ValidFor.class,
              description =
                  "How long the key is valid, such as P90D, P2W or PT12H (default: unlimited).")
          @Nullable Duration validFor,
      @Option(
              names = "--server",
              paramLabel = "URL",
              description =
                  "Ask this running server, such as http://127.0.0.1:8080, instead of opening the"
                      + " table. Needs --key-file.")
          @Nullable URI server,
      @Option(
              names = "--key-file",
              paramLabel = "FILE",
              description =
                  "File with an API key of the scope admin, for --server; that of serve"
                      + " --print-secrets-to will do.")
          @Nullable Path keyFile)
      throws InterruptedException {
    Optional<RunningServer> running = running(server, keyFile);
    if (running.isPresent()) {
      out().println(running.get().createKey(name, EnumSet.copyOf(scopes), validFor));
      out().flush();
      return;
    }
    try (OpenTable open = table.open()) {
      NewApiKey created =
          Misuse.named(
              spec,
              Map.of("name", "--name", "scopes", "--scope", "validFor", "--expires-in"),
              () -> create(open.orgtable().apiKeys(), name, EnumSet.copyOf(scopes), validFor));
      out().println(created.secret());
      out().flush();
    }
  }

  private Optional<RunningServer> running(@Nullable URI server, @Nullable Path keyFile) {
    if (server == null && keyFile == null) {
      return Optional.empty();
    }
    if (server == null || keyFile == null) {
      throw new ParameterException(
          spec.commandLine(),
          server == null ? "--key-file needs --server URL" : "--server needs --key-file FILE");
    }
    return Optional.of(
        Misuse.named(
            spec,
            Map.of("server", "--server", "key", "--key-file"),
            () -> new RunningServer(server, content(keyFile))));
  }

  private String content(Path keyFile) {
    try {
      return Files.readString(keyFile);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot read --key-file: " + Failures.describe(e), e);
    }
  }

  private static NewApiKey create(
      ApiKeyStore keys, String name, Set<Scope> scopes, @Nullable Duration validFor) {
    return validFor == null ? keys.create(name, scopes) : keys.create(name, scopes, validFor);
  }

  @Command(name = "list", description = "List the API keys.", mixinStandardHelpOptions = true)
  void list(@Mixin TableOptions table) {
    try (OpenTable open = table.open()) {
      out().println(String.join("\t", "ID", "SCOPES", "CREATED", "EXPIRES", "NAME"));
      Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
      while (next.isPresent()) {
        PageRequest request = next.get();
        Page<ApiKey> page = open.orgtable().apiKeys().list(request);
        page.items().forEach(this::print);
        next = page.next().map(request::at);
      }
      out().flush();
    }
  }

  private void print(ApiKey key) {
    out()
        .println(
            String.join(
                "\t",
                key.id().value(),
                key.scopes().stream()
                    .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                    .sorted()
                    .collect(Collectors.joining(",")),
                key.createdAt().toString(),
                key.expiresAt().map(Object::toString).orElse("never"),
                key.name()));
  }

  @Command(
      name = "revoke",
      description = "Revoke a key, effective with the next request.",
      mixinStandardHelpOptions = true)
  void revoke(
      @Mixin TableOptions table,
      @Parameters(paramLabel = "ID", description = "The key's id, as printed by list.") String id) {
    ApiKeyId key = Misuse.named(spec, Map.of("key", "ID"), () -> ApiKeyId.of(id));
    try (OpenTable open = table.open()) {
      open.orgtable().apiKeys().revoke(key);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Parses a validity period, with the same rules as the API. */
  static final class ValidFor implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse("it", text);
      } catch (InvalidInput e) {
        throw new TypeConversionException("it " + e.rule());
      }
    }
  }
}
