package dev.orgtable.spring;

import static org.springframework.security.config.Customizer.withDefaults;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.store.Orgtable;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application with rules on paths and on methods. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity
@Import({GuardedApplication.Pages.class, GuardedApplication.Reports.class})
class GuardedApplication {

  @Bean
  SecurityFilterChain chain(HttpSecurity http, OrgtableAuthorization orgtable) {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/member/{organisation}/**")
                    .access(orgtable.forMembers("organisation"))
                    .requestMatchers("/staff/{organisation}/**")
                    .access(orgtable.forGroup("organisation", "staff"))
                    .requestMatchers("/readers/{organisation}")
                    .access(orgtable.forGroup("organisation", "billing", "readers"))
                    .requestMatchers("/misspelt/{organization}")
                    .access(orgtable.forMembers("organisation"))
                    .anyRequest()
                    .permitAll())
        .oauth2ResourceServer(server -> server.jwt(withDefaults()))
        .csrf(csrf -> csrf.disable())
        .build();
  }

  @Bean
  JwtDecoder decoder() {
    return token -> {
      throw new IllegalStateException("tests bring decoded tokens");
    };
  }

  @Bean
  Requests requests() {
    return new Requests();
  }

  /** The requests to DynamoDB. */
  static final class Requests implements CostListener {
    private final List<String> all = Collections.synchronizedList(new CopyOnWriteArrayList<>());

    @Override
    public void answered(dev.orgtable.dynamodb.RequestReport report) {
      all.add(report.operation());
    }

    List<String> all() {
      return all;
    }
  }

  /** Controllers without rules of their own, and with them. */
  @RestController
  static class Pages {
    private final Reports reports;
    private final Orgtable orgtable;

    Pages(Reports reports, Orgtable orgtable) {
      this.reports = reports;
      this.orgtable = orgtable;
    }

    @GetMapping({
      "/member/{organisation}",
      "/staff/{organisation}",
      "/readers/{organisation}",
      "/misspelt/{organisation}"
    })
    String page(@PathVariable String organisation) {
      return "page of " + organisation;
    }

    @PreAuthorize("@orgtable.isMember(#organisation)")
    @GetMapping("/methods/{organisation}/member")
    String member(@PathVariable OrganisationId organisation) {
      return "member";
    }

    @PreAuthorize("@orgtable.inGroup(#organisation, 'staff')")
    @GetMapping("/methods/{organisation}/staff")
    String staff(@PathVariable String organisation) {
      return "staff";
    }

    @PreAuthorize("@orgtable.inGroup(#organisation, 'billing', 'readers')")
    @GetMapping("/methods/{organisation}/readers")
    String readers(@PathVariable String organisation) {
      return "readers";
    }

    @PreAuthorize("@orgtable.inGroup(#organisation, 'staff')")
    @GetMapping("/methods/query")
    String query(String organisation) {
      return "query";
    }

    @PreAuthorize("@orgtable.inGroup(#organisation, 'staff')")
    @GetMapping("/staff/{organisation}/many")
    String many(@PathVariable String organisation) {
      return reports.list(organisation) + reports.read(organisation);
    }

    @DeleteMapping("/unguarded/{organisation}/members/{email}")
    void remove(@PathVariable String organisation, @PathVariable String email) {
      orgtable.memberships().remove(EmailAddress.of(email), OrganisationId.of(organisation));
    }

    @PostMapping("/unguarded/{organisation}/members/{email}")
    void add(@PathVariable String organisation, @PathVariable String email) {
      orgtable
          .memberships()
          .addMember(EmailAddress.of(email), OrganisationId.of(organisation), java.util.Set.of());
    }
  }

  /** A service with rules. */
  @Service
  static class Reports {

    @PreAuthorize("@orgtable.isMember(#organisation)")
    public String list(String organisation) {
      return "list ";
    }

    @PreAuthorize(
        "@orgtable.inGroup(#organisation, 'owner') or "
            + "@orgtable.inGroup(#organisation, 'billing', 'readers')")
    public String read(String organisation) {
      return "read";
    }
  }
}
