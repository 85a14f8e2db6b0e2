/** The word of the day: on the vendor's card and the consumer's result page alike, so a faked screenshot lacks it. */
package org.caishi.payment;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.caishi.platform.Vault;
import org.springframework.stereotype.Component;

/**
 * Two characters, by stall and business date, drawn with the installation's secret: nobody can tell tomorrow's, nor the
 * neighbour's.
 */
@Component
public class DayWord {
    private static final String FIRST = "青红金银春夏秋冬晨晚清明朗香甜鲜丰满长久安平吉祥喜乐欢欣山川江海";
    private static final String SECOND = "鱼虾蟹贝米麦豆瓜果桃李杏梅橘枣莲藕笋菇茶酒花叶竹松柳月星云雨雪";
    private static final int REMEMBERED = 16_384;

    private final Vault vault;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    DayWord(Vault vault) {
        this.vault = vault;
    }

    public String of(long marketId, long stallId, LocalDate businessDate) {
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(marketId + "/" + stallId + "/" + businessDate, this::draw);
    }

    private String draw(String day) {
        byte[] hash = vault.hash(day, "day-word");
        return "" + FIRST.charAt((hash[0] & 0xFF) % FIRST.length()) + SECOND.charAt((hash[1] & 0xFF) % SECOND.length());
    }
}
