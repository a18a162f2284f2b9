package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Invalid combinations of sign-in options name the missing option. Valid ones would serve. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SignInOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--oidc-issuer https://id.example|--oidc-issuer needs --oidc-audience NAME to accept"
            + " persons' tokens at the API, or --oidc-client-id ID to sign people in to the"
            + " console",
        "--oidc-audience api|--oidc-audience needs --oidc-issuer URL",
        "--oidc-keys https://id.example/keys|--oidc-keys needs --oidc-issuer URL and"
            + " --oidc-audience NAME",
        "--oidc-issuer https://id.example --oidc-client-id c --oidc-keys"
            + " https://id.example/keys|--oidc-keys needs --oidc-audience NAME",
        "--oidc-client-id console|--oidc-client-id needs --oidc-issuer URL",
        "--oidc-client-id  --oidc-issuer https://id.example|--oidc-client-id is empty",
        "--oidc-issuer https://id.example --console-operators a@example.com|--console-operators"
            + " needs --oidc-client-id ID",
        "--oidc-client-secret-file f|--oidc-client-secret-file needs --oidc-client-id ID",
        "--oidc-issuer 127.0.0.1:8121 --oidc-audience api|--oidc-issuer must be a URL such as"
            + " https://id.example.com: 127.0.0.1:8121",
        "--oidc-issuer id.example --oidc-client-id c|--oidc-issuer must be a URL such as"
            + " https://id.example.com: id.example",
        "--oidc-issuer ftp://id.example --oidc-audience api|--oidc-issuer must be a URL such as",
        "--oidc-issuer https:// --oidc-audience api|--oidc-issuer must be a URL such as",
        "--oidc-issuer https://id.example#x --oidc-audience api|--oidc-issuer must be a URL such"
            + " as",
        "--oidc-issuer https://id.example --oidc-audience api --oidc-keys keys|--oidc-keys must be"
            + " a URL such as",
        "--oidc-issuer https://id.example --oidc-client-id c --console-operators"
            + " nonsense|--console-operators must be addresses like name@example.com, or subjects"
            + " like sub:248289761001, separated by commas: nonsense",
        "--oidc-issuer https://id.example --oidc-client-id c --console-operators"
            + " sub:|--console-operators has an empty subject after sub:",
        "--oidc-subject ignore|--oidc-subject needs --oidc-issuer URL",
        "--oidc-issuer https://id.example --oidc-audience api --oidc-subject"
            + " Bind|--oidc-subject must be bind or ignore: Bind",
        "--oidc-issuer https://id.example --oidc-client-id c --host 0.0.0.0"
            + " --plain-http|--oidc-client-id needs --public-url URL",
        "--oidc-issuer https://id.example --oidc-client-id c --trusted-proxy"
            + " 127.0.0.1|--oidc-client-id needs --public-url URL",
      })
  void missing_and_malformed_values_are_named(String options, String told) {
    StringWriter error = new StringWriter();
    CommandLine commands = Main.commands(Map.of()).setErr(new PrintWriter(error));

    int exit = commands.execute(("serve --memory --port 0 " + options).split(" "));

    assertThat(exit).isEqualTo(2);
    assertThat(error.toString()).startsWith(told);
  }
}
