package dev.orgtable.server.transfer;

import dev.orgtable.server.problem.Code;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A request whose body is in memory or failed to arrive. Reports the original path and dispatcher
 * type, although the container dispatches it a second time.
 */
final class ArrivedRequest extends HttpServletRequestWrapper {

  private static final int MOST_PARAMETERS = 1000;

  private final String uri;
  private final String servletPath;
  private final @Nullable String pathInfo;
  private final HttpServletMapping mapping;
  private byte[] body = {};
  private @Nullable Code failure;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable Map<String, String[]> parameters;

  ArrivedRequest(HttpServletRequest request) {
    super(request);
    uri = request.getRequestURI();
    servletPath = request.getServletPath();
    pathInfo = request.getPathInfo();
    mapping = request.getHttpServletMapping();
  }

  /** Supplies the complete body. */
  void complete(byte[] whole) {
    body = whole;
  }

  /** Records that the body failed to arrive. */
  void fail(Code why) {
    failure = why;
  }

  Optional<Code> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public String getRequestURI() {
    return uri;
  }

  @Override
  public StringBuffer getRequestURL() {
    StringBuffer url = super.getRequestURL();
    return url.replace(url.indexOf("/", url.indexOf("://") + 3), url.length(), uri);
  }

  @Override
  public String getServletPath() {
    return servletPath;
  }

  @Override
  public @Nullable String getPathInfo() {
    return pathInfo;
  }

  @Override
  public HttpServletMapping getHttpServletMapping() {
    return mapping;
  }

  @Override
  public ServletInputStream getInputStream() {
    if (stream == null) {
      stream = new Body(body);
    }
    return stream;
  }

  @Override
  public BufferedReader getReader() {
    if (reader == null) {
      reader = new BufferedReader(new InputStreamReader(getInputStream(), charset()));
    }
    return reader;
  }

  private Charset charset() {
    String named = getCharacterEncoding();
    return named == null ? StandardCharsets.UTF_8 : Charset.forName(named);
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterMap().get(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }

  /** Returns the parameters of the query, followed by those of a posted form. */
  @Override
  public Map<String, String[]> getParameterMap() {
    if (parameters == null) {
      Map<String, String[]> found = new LinkedHashMap<>(super.getParameterMap());
      if (isForm()) {
        form().forEach((name, values) -> found.merge(name, values, ArrivedRequest::both));
      }
      parameters = Collections.unmodifiableMap(found);
    }
    return parameters;
  }

  private boolean isForm() {
    String type = Objects.requireNonNullElse(getContentType(), "").split(";", 2)[0].strip();
    return getMethod().equals("POST")
        && type.toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
  }

  private Map<String, String[]> form() {
    Parameters form = new Parameters();
    form.setLimit(MOST_PARAMETERS);
    form.setCharset(charset());
    form.processParameters(body.clone(), 0, body.length);
    Map<String, String[]> found = new LinkedHashMap<>();
    form.getParameterNames()
        .asIterator()
        .forEachRemaining(name -> found.put(name, form.getParameterValues(name)));
    return found;
  }

  private static String[] both(String[] first, String[] second) {
    return Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new);
  }

  private static final class Body extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Body(byte[] body) {
      bytes = new ByteArrayInputStream(body);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int most) {
      return bytes.read(into, from, most);
    }

    @Override
    public int available() {
      return bytes.available();
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body has already been read");
    }
  }
}
