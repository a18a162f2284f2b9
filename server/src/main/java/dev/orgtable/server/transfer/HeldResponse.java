package dev.orgtable.server.transfer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** A response that is buffered until it is complete, so that no thread waits for a slow reader. */
final class HeldResponse extends ContentCachingResponseWrapper {

  private final HttpServletResponse response;
  private boolean leftToServer;

  HeldResponse(HttpServletResponse response) {
    super(response);
    this.response = response;
  }

  /** Delegates the response to the container's error page. */
  @Override
  public void sendError(int status) throws IOException {
    leftToServer = true;
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    leftToServer = true;
    super.sendError(status, message);
  }

  /**
   * Returns whether to close the connection after the response. After a body failed to arrive the
   * connection is not reused, and the response is short.
   */
  private boolean isToLeaveNow(HttpServletRequest request) {
    return leftToServer
        || response.isCommitted()
        || !request.isAsyncSupported()
        || Bodies.failure(request).isPresent();
  }

  /**
   * Sends the buffered response without holding a thread.
   *
   * @param turnOver whether the connection has used up its turn, so that its pipelined requests
   *     wait
   */
  void send(HttpServletRequest request, Transfers transfers, boolean turnOver) throws IOException {
    if (isToLeaveNow(request)) {
      if (turnOver && !response.isCommitted()) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
      }
      copyBodyToResponse();
      return;
    }
    boolean head = request.getMethod().equals(HttpMethod.HEAD.name());
    byte[] whole = getContentAsByteArray();
    byte[] content = head ? whole : Compression.compress(request, response, whole);
    if (mayHaveContent() && (content.length > 0 || !head)) {
      response.setContentLength(content.length);
    }
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0); // Transfers enforces the deadline, on the monotonic clock.
    response
        .getOutputStream()
        .setWriteListener(
            new Departure(
                head ? new byte[0] : content,
                response.getOutputStream(),
                async,
                transfers,
                request,
                turnOver));
  }

  private boolean mayHaveContent() {
    return getStatus() != HttpStatus.NO_CONTENT.value()
        && getStatus() != HttpStatus.NOT_MODIFIED.value();
  }
}
