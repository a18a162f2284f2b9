@NullMarked
package dev.orgtable.spring;

import org.jspecify.annotations.NullMarked;
