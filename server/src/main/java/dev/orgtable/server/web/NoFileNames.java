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
 * Removes the header {@code Content-Disposition}. Spring takes {@code .com} at the end of an
 * address for a file extension and would set the file name {@code f.txt}. {@code nosniff} already
 * prevents the attack that this guards against.
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

  /** A response without that header. */
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
