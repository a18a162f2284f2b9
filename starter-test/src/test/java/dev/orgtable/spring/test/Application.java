package dev.orgtable.spring.test;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

/** An application to test. */
@SpringBootApplication
@EnableMethodSecurity
class Application {}
