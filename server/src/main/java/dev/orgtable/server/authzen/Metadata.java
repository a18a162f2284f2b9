package dev.orgtable.server.authzen;

import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.web.PublicAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The metadata of AuthZEN, which is public and the same for everybody. The identifier in it is the
 * public URL, never what a caller claims the host to be; without one, only this machine is told.
 */
@Configuration(proxyBeanMethods = false)
class Metadata {

  private static final String PATH = "/.well-known/authzen-configuration";
  private static final Duration FRESH = Duration.ofHours(1);

  @Bean
  RouterFunction<ServerResponse> authZenMetadata(ServerSettings settings) {
    return RouterFunctions.route().GET(PATH, request -> answer(settings, request)).build();
  }

  private static ServerResponse answer(ServerSettings settings, ServerRequest request) {
    return PublicAddress.of(settings.console(), request.servletRequest())
        .map(
            url ->
                ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                    .body(parameters(url)))
        .orElseGet(
            () ->
                ServerResponse.status(Code.NOT_FOUND.status())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(Problem.of(Code.NOT_FOUND, "this server has no public URL")));
  }

  private static Map<String, String> parameters(String url) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("policy_decision_point", url);
    all.put("access_evaluation_endpoint", url + "/access/v1/evaluation");
    all.put("access_evaluations_endpoint", url + "/access/v1/evaluations");
    all.put("search_subject_endpoint", url + "/access/v1/search/subject");
    all.put("search_resource_endpoint", url + "/access/v1/search/resource");
    all.put("search_action_endpoint", url + "/access/v1/search/action");
    return all;
  }
}
