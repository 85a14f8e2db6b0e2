/** Turns a refused setting into the short report that Spring Boot prints instead of a stack trace. */
package org.caishi.channel.wechat;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

class WechatSettingsRefusedAnalyzer extends AbstractFailureAnalyzer<WechatSettingsRefused> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WechatSettingsRefused cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
