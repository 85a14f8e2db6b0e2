/** A key pair, a text and its signature, made once with OpenSSL ({@code dgst -sha256 -sign}) for this test alone. */
package org.caishi.channel.alipay;

final class Vector {
    static final String TEXT =
            "app_id=2014072300007148&biz_content={\"out_trade_no\":\"T0000000001\"}&charset=UTF-8&method=alipay.trade.query&sign_type=RSA2&subject=老城菜市&timestamp=2026-11-22 12:00:00&version=1.0";

    static final String SIGNATURE =
            "YNbD+5t6u8RYHwCqGQYQOPRCN7/3jLNm6n7wxUzjsrBQ1v8XivPHJ11Hn6hXy6nMrYs7TpiGfrfXK5hRWZMIKMrgaiZ5j+q++pxQ"
                    + "BAXo/hDjfl43KaNaombv5GfdTCOvhkFiPHv2U6W4UK8xuw/K1KNSnWdCMcNhDu9ZxcNyuoifi9BuZVXaaSa6PaAycdaU05rg3q4c"
                    + "7Wzi2wNzWU0cfVc5djAjN3P6Sh4u541RHAy/NpV+HCz5VGQWQRo6/ESVurckWDiUzOG8LwufOyoUMJz4+dQY3QkwohC2tXj/TOWB"
                    + "D0ne/CLHzLhqZtwwKI+1FVu6axv8ZwcAnvOzf5Jvew==";

    static final String PUBLIC_KEY =
            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAomTpKLXL6N3lUBXULSM/XotTcc3Mx8/V5gaIiX1MiVF3y42riTjeRpSh"
                    + "qVpVA2ic25o3d+tFG8dGb8uMK7U+WvFp5U382btB1VLlEeYbvl6GNUW8nx6kz04VYmoSgljFmLaS98RqawtQHsFziupQW79QRy6E"
                    + "b7mwxZmxeTgr9UHN9MQep4RaQzYMYmK/SAhV0+shKkmM2JzyDawWCQR6Ly85pgasCnEUpjxEaW5DuJA61TPT6yAMF+zrefzDkLXZ"
                    + "bYUmhc4WNq1GTRcJcv8dHRwqii9rx2qfNRgAaUOEtFhYttLCIbZfIjEyAcFqC6yrPPWEeq94GnKrx0yMMEcmEQIDAQAB";

    static final String PRIVATE_KEY =
            "MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQCiZOkotcvo3eVQFdQtIz9ei1NxzczHz9XmBoiJfUyJUXfLjauJ"
                    + "ON5GlKGpWlUDaJzbmjd360Ubx0Zvy4wrtT5a8WnlTfzZu0HVUuUR5hu+XoY1RbyfHqTPThViahKCWMWYtpL3xGprC1AewXOK6lBb"
                    + "v1BHLoRvubDFmbF5OCv1Qc30xB6nhFpDNgxiYr9ICFXT6yEqSYzYnPINrBYJBHovLzmmBqwKcRSmPERpbkO4kDrVM9PrIAwX7Ot5"
                    + "/MOQtdlthSaFzhY2rUZNFwly/x0dHCqKL2vHap81GABpQ4S0WFi20sIhtl8iMTIBwWoLrKs89YR6r3gacqvHTIwwRyYRAgMBAAEC"
                    + "ggEALW/wsPxU5n4XqFXDPTHsjCaNnX0IvCuR3L+dOmL9pDpQO3sTMNzhjHwP05O7z61YnjVDKeGBP6l9MtCQEraukMGVcJxmkAFO"
                    + "BUMhZuWsg5JtGMC/awIm+P4PC69EKIZwGy+SZZLmd7b9nu1fx9GR1GnuK0x/r8cUB+Xd+13VJtTlNtn62zji6JIngll2ZwGeDCa5"
                    + "QdMDnfVWWoCMR7PhkStDspJA62djzDAzd1VXEJwebSl3BJPoXznROgpatqombLvNAMUl0g5m3ZU9TT/rqzYUVxZvC6Jt0WmKcP/z"
                    + "GSl4Ky0xBGlUVDqCqQB0536DPI+9mHwtVYadw11xyuOONQKBgQDcwGDu/sYjN2YEAlX25DoiZn7WzSi4QfSnZucl0EwA0RRBefCA"
                    + "BOKF166pJjvrMRqsMk6Kz+eX1Vyfdfbfe2/39ChlY+Y/fAkDdq5+AW79fB1dCRNqvARqKV9yATYFITXbUkbxlo17H+5buLU3g4sN"
                    + "w8WycV7qy3nclPsyCQsPewKBgQC8UxIXeeTe6z240bvFflEcaMNmg+E3+eRG6YR4YNBbegsZCdA8OJfoppjkRS6K+/zhDqWfIein"
                    + "l5i1gX62JtLbKlc+Wm5UTdPlhgGkE+Hy/oXEvA4jnFH1KcYLY+3HJoLtPO8oQ97uAs7Lyyk8vOIuScat3FYDYSZNwHpop2eE4wKB"
                    + "gQCvRaPxPqKNJZg/SKd+nxk1ZRICdOSG3/9jxwVydZ9S6q7difcVfktpH6XTMcNTayqVXGAWQRrN6B9hkOUR7k0pn1dPoXEYKOBz"
                    + "OpEzBOpeI2ShEOq0zVHoBK9+sk105zh+yiX//ZyaDPFRLCfeSvhmVnGqy+8kF6jLJhMIWDvK7wKBgQCW2bPUOj+qkKSQNvBB8jzm"
                    + "lMRwiZMOU40XgFYsVuCPZeMd206B7pNAOLKfpwrxKYgWfrUMEw1ZsYURXvkwz0h3ZiMcPzPBM9ZYNE98LrD/BAIC5OAuhjjgOOX6"
                    + "mcENlTuq7PRlPHiGDpm3hLUzgdlrWo1bFvOPIXKdNWDYE8BIIQKBgCVjMBvHkgAtgsLQbJtv3D5LA29QCSUE/+wog5jKXHZNYEC+"
                    + "DOX9oCxleN3giYhdByzuqBdlVKI+wew41YxAKoD7MNsw1x2L2LhMqk/dhEFebdx+5Fsun68LP8yll+2PyQAKMOL+K/usZIB9vbk1"
                    + "pAsV7GLOcEwmKo7fWMfTj5hP";

    private Vector() {}
}
