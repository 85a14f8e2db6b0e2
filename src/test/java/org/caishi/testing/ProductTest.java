/** Marks a test that runs against the whole product; all of them share one running product, and each uses rows of its own. */
package org.caishi.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.caishi.Caishi;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(classes = Caishi.class, webEnvironment = WebEnvironment.DEFINED_PORT)
public @interface ProductTest {}
