/** What is sealed opens only with the same key, for the same place, unchanged. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    @TempDir
    Path data;

    @Test
    void aKeyIsMadeOnTheFirstStartAndKeptForTheOwnerOnly() throws Exception {
        byte[] sealed = new Vault("", data).seal("13800138000", "market_vendor.phone");

        assertThat(new Vault("", data).openText(sealed, "market_vendor.phone")).isEqualTo("13800138000");
        assertThat(Files.getPosixFilePermissions(data.resolve("secret.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("13800138000");
    }

    @Test
    void anotherPlaceAnotherKeyOrAChangedByteDoesNotOpen() {
        Vault vault = new Vault("00".repeat(32), data);
        byte[] sealed = vault.seal("secret", "a.b");

        assertThatThrownBy(() -> vault.open(sealed, "a.c")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Vault("11".repeat(32), data).open(sealed, "a.b"))
                .isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> vault.open(sealed, "a.b")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void equalValuesSealDifferentlyButHashAlike() {
        Vault vault = new Vault("00".repeat(32), data);

        assertThat(vault.seal("x", "a.b")).isNotEqualTo(vault.seal("x", "a.b"));
        assertThat(vault.hash("x", "a.b")).isEqualTo(vault.hash("x", "a.b")).isNotEqualTo(vault.hash("x", "a.c"));
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Vault("00ff", data)).hasMessageContaining("64 hex digits");
    }
}
