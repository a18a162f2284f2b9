package dev.orgtable.spring.test;

import dev.orgtable.spring.OrgtableAutoConfiguration;
import dev.orgtable.spring.OrgtableProblemDetailsAutoConfiguration;
import dev.orgtable.spring.OrgtableSecurityAutoConfiguration;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Puts Orgtable on an engine in memory for a test, such as one with {@code @SpringBootTest} or
 * {@code @WebMvcTest}. The table is empty before each test method. An application's {@code
 * DynamoDbClient} is left alone; an {@code Orgtable} bean of its own is not replaced.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration({
  TestEngineAutoConfiguration.class,
  OrgtableAutoConfiguration.class,
  OrgtableSecurityAutoConfiguration.class,
  OrgtableProblemDetailsAutoConfiguration.class
})
public @interface AutoConfigureOrgtable {

  /** Returns whether a worker runs in the background, where an application has one. */
  @PropertyMapping("orgtable.worker.enabled")
  boolean worker() default false;
}
