package dev.orgtable.server.web;

import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a body that the operation does not accept: one of another media type, not in UTF-8,
 * compressed, or sent to an operation without a body. Such an operation accepts an empty JSON
 * object.
 */
final class BodyInterceptor implements HandlerInterceptor {

  private static final String OURS = "dev.orgtable";
  private static final String CHARSET = "charset";
  private static final Set<Charset> UTF_8 =
      Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);
  private static final int LONGEST_NOTHING = 32;

  /** The media types that each operation accepts; empty if it takes no body. */
  private final Map<Method, List<MediaType>> read = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException, HttpMediaTypeNotSupportedException {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getPackageName().startsWith(OURS)) {
      List<MediaType> types = read.computeIfAbsent(method.getMethod(), each -> types(method));
      if (!types.isEmpty()) {
        mustBeRead(request, response, types);
      } else if (mayHaveBody(request) && !saysNothing(request)) {
        throw new Problem(Code.INVALID_REQUEST, "this operation takes no body");
      }
    }
    return true;
  }

  private static List<MediaType> types(HandlerMethod method) {
    if (Stream.of(method.getMethodParameters())
        .noneMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class))) {
      return List.of();
    }
    return method.hasMethodAnnotation(MergePatch.class)
        ? List.of(MediaType.APPLICATION_JSON, MediaType.valueOf(MergePatch.TYPE))
        : List.of(MediaType.APPLICATION_JSON);
  }

  private static void mustBeRead(
      HttpServletRequest request, HttpServletResponse response, List<MediaType> types)
      throws HttpMediaTypeNotSupportedException {
    if (Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
        .anyMatch(encoding -> !encoding.equalsIgnoreCase("identity"))) {
      response.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
      throw new Problem(Code.UNSUPPORTED_MEDIA_TYPE, "a body must not have a Content-Encoding");
    }
    List<String> lines = Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE));
    MediaType given = lines.size() == 1 ? type(lines.get(0)) : null;
    boolean absent = lines.isEmpty() && !mayHaveBody(request);
    if (!absent && (given == null || !isRead(given, types))) {
      throw new HttpMediaTypeNotSupportedException(
          given, types, HttpMethod.valueOf(request.getMethod()));
    }
  }

  private static @Nullable MediaType type(String given) {
    try {
      return MediaType.parseMediaType(given);
    } catch (InvalidMediaTypeException e) {
      return null;
    }
  }

  /**
   * JSON is always UTF-8 and has no parameters (RFC 8259), but most clients name the character set.
   */
  private static boolean isRead(MediaType given, List<MediaType> types) {
    return types.stream().anyMatch(given::equalsTypeAndSubtype)
        && given.getParameters().keySet().stream().allMatch(CHARSET::equalsIgnoreCase)
        && (given.getCharset() == null || UTF_8.contains(given.getCharset()));
  }

  private static boolean mayHaveBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private static boolean saysNothing(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(LONGEST_NOTHING + 1);
    String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("\\s", "");
    return bytes.length <= LONGEST_NOTHING && Arrays.asList("", "{}").contains(text);
  }
}
