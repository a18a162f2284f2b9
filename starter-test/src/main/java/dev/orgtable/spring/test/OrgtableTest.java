package dev.orgtable.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of the part of an application that uses {@code Orgtable}, on an engine in memory; see
 * {@link AutoConfigureOrgtable}. Other auto-configuration is off, and components are not found by
 * scanning: import those to test, for example:
 *
 * <pre>{@code
 * @OrgtableTest
 * @Import(SignUp.class)
 * class SignUpTest {
 *   …
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(OrgtableTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(OrgtableTypeExcludeFilter.class)
@AutoConfigureOrgtable
public @interface OrgtableTest {

  /** Returns properties to add to the environment, as {@code key=value}. */
  String[] properties() default {};

  /** Returns filters for components to find by scanning; by default there are none. */
  Filter[] includeFilters() default {};
}
