/** Starts the product, or one of the field tools when its name is the first argument. */
package org.caishi;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Caishi {
    public static void main(String[] args) {
        SpringApplication.run(Caishi.class, args);
    }
}
