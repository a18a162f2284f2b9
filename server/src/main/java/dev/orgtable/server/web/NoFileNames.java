package dev.orgtable.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leaves {@code Content-Disposition} out: answers are no files. Spring takes {@code .com} at the
 * end of an address for the ending of a file's name, and would name one, {@code f.txt}. What that
 * guards against, {@code nosniff} guards against.
 */
@Component
@Order(Filters.FILE_NAMES)
final class NoFileNames extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new Nameless(response));
  }

  /** An answer without that header. */
  private static final class Nameless extends HttpServletResponseWrapper {

    Nameless(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void addHeader(String name, String value) {
      if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_DISPOSITION)) {
        super.addHeader(name, value);
      }
    }
  }
}
