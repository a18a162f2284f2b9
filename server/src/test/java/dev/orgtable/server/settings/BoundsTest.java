package dev.orgtable.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.InvalidInput;
import dev.orgtable.job.MailLimits;
import dev.orgtable.server.settings.ConsoleSettings.OpenId;
import dev.orgtable.server.settings.MailSettings.Login;
import dev.orgtable.server.settings.MailSettings.Security;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of what a server is told: at and beyond each. */
final class BoundsTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Optional<OpenId> PROVIDER =
      Optional.of(new OpenId("https://issuer.example", "console", Optional.empty()));

  @ParameterizedTest
  @CsvSource({
    "port,0",
    "port,65535",
    "requestsPerMinute,1",
    "organisationsADay,1",
    "open,1",
    "mailPort,1",
    "mailPort,65535"
  })
  void a_value_at_its_bound_is_taken(String field, int value) {
    assertThat(set(field, value)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "port,-1",
    "port,65536",
    "requestsPerMinute,0",
    "organisationsADay,0",
    "open,0",
    "mailPort,0",
    "mailPort,65536"
  })
  void a_value_beyond_its_bound_is_refused_by_its_field(String field, int value) {
    assertRefused(field.equals("mailPort") ? "port" : field, () -> set(field, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.000000001S", "PT59.999999999S", "PT60S"})
  void credentials_are_cached_for_0_to_60_seconds(Duration time) {
    assertThat(server(LOOPBACK, 0, 1).withCredentialCache(time).credentialCache()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-0.000000001S", "PT-5S", "PT60.000000001S", "PT1H"})
  void credentials_are_cached_for_no_other_time(Duration time) {
    assertRefused("credentialCache", () -> server(LOOPBACK, 0, 1).withCredentialCache(time));
  }

  private static void assertRefused(String field, Runnable making) {
    assertThatThrownBy(making::run)
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidInput.class))
        .extracting(InvalidInput::field)
        .isEqualTo(field);
  }

  private static Object set(String field, int value) {
    return switch (field) {
      case "port" -> server(LOOPBACK, value, 1);
      case "requestsPerMinute" -> server(LOOPBACK, 0, value);
      case "organisationsADay" -> server(LOOPBACK, 0, 1).withOrganisationsADay(value);
      case "open" ->
          new InvitationSettings(Optional.empty(), Optional.empty(), value, MailLimits.DEFAULT);
      case "mailPort" -> mail("mail.example", value, Security.NONE, Optional.empty(), "a@b.co");
      default -> throw new IllegalArgumentException(field);
    };
  }

  private static ServerSettings server(InetAddress address, int port, int requests) {
    return new ServerSettings("table", address, port, Optional.empty(), requests);
  }

  private static MailSettings mail(
      String host, int port, Security security, Optional<Login> login, String from) {
    return new MailSettings(host, port, security, login, from, Optional.empty());
  }

  @Test
  void a_mail_server_has_a_name_a_sender_and_no_password_in_the_clear() {
    Optional<Login> login = Optional.of(new Login("user", "secret"));

    assertRefused("host", () -> mail(" ", 25, Security.NONE, Optional.empty(), "a@b.co"));
    assertRefused("from", () -> mail("m", 25, Security.NONE, Optional.empty(), "nobody"));
    assertRefused("login", () -> mail("m", 25, Security.NONE, login, "a@b.co"));
    assertThat(mail("m", 25, Security.STARTTLS, login, "A <a@b.co>").login()).isEqualTo(login);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/join?t={token}, true",
    "http://a.example/{token}, true",
    "https://a.example/join, false",
    "ftp://a.example/{token}, false",
    "https:///{token}, false"
  })
  void a_link_is_an_address_of_the_web_with_a_place_for_the_token(String link, boolean good) {
    Runnable making =
        () -> new InvitationSettings(Optional.empty(), Optional.of(link), 1, MailLimits.DEFAULT);

    if (good) {
      making.run();
    } else {
      assertRefused("link", making);
    }
  }

  @Test
  void links_are_told_on_loopback_alone() {
    ConsoleSettings links =
        new ConsoleSettings(Optional.empty(), Set.of(), Optional.of(x -> {}), Optional.empty());

    assertThat(server(LOOPBACK, 0, 1).withConsole(links).console()).isEqualTo(links);
    assertRefused("links", () -> server(everywhere(), 0, 1).withConsole(links));
  }

  @Test
  void people_of_other_machines_need_a_public_url_to_sign_in() {
    ConsoleSettings provider =
        new ConsoleSettings(PROVIDER, Set.of(), Optional.empty(), Optional.empty());

    assertRefused("publicUrl", () -> server(everywhere(), 0, 1).withConsole(provider));
    assertThat(server(LOOPBACK, 0, 1).withConsole(provider).console()).isEqualTo(provider);
    ConsoleSettings known = provider.withPublicUrl(URI.create("http://a.example"));
    assertThat(server(everywhere(), 0, 1).withConsole(known).console()).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "true,,false,orgtable",
    "true,http://a.example,false,orgtable",
    "true,https://a.example,true,__Host-orgtable",
    "false,,true,__Host-orgtable",
    "false,http://a.example,true,__Host-orgtable"
  })
  void cookies_are_for_tls_unless_browsers_are_on_this_machine_or_come_without_it(
      boolean loopback, String url, boolean secure, String name) {
    ConsoleSettings console =
        new ConsoleSettings(
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.ofNullable(url).map(URI::create));

    ServerSettings settings = server(loopback ? LOOPBACK : everywhere(), 0, 1).withConsole(console);

    assertThat(settings.needsSecureCookies()).isEqualTo(secure);
    assertThat(settings.cookie("orgtable")).isEqualTo(name);
  }

  @Test
  void durations_are_measured_by_no_wall_clock_unless_said() {
    assertThat(ConsoleSettings.CLOSED.clock()).isInstanceOf(MonotonicClock.class);
  }

  private static InetAddress everywhere() {
    try {
      return InetAddress.getByName("0.0.0.0");
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
