/** What a market and a stall have chosen is how it is said: wording, language, quiet hours; and nothing unsayable is chosen. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.caishi.platform.BadInput;
import org.caishi.speaker.AnnouncementOrder.Event;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechPlanTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Money AMOUNT = Money.ofFen(12_50);
    /** Ten thousand million yuan less a fen: the longest that is read. */
    private static final Money LONGEST = Money.ofFen(777_777_777_777L);

    @ParameterizedTest
    @CsvSource({
        "PLAIN, 微信收款十二点五元, WeChat Pay received 12.50 yuan",
        "ARRIVED, 微信到账十二点五元, 'WeChat Pay payment arrived, 12.50 yuan'",
        "SHORT, 收款十二点五元, Received 12.50 yuan",
        "THANKS, 微信收款十二点五元，谢谢惠顾, 'WeChat Pay received 12.50 yuan, thank you'"
    })
    void theWordings(Wording wording, String chinese, String english) {
        assertThat(said(wording, Wallet.WECHAT, Locale.CHINESE)).isEqualTo(chinese);
        assertThat(said(wording, Wallet.WECHAT, Locale.ENGLISH)).isEqualTo(english);
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    void withoutTheWalletsNameItIsStillASentence(Wording wording) {
        assertThat(said(wording, Wallet.OTHER, Locale.CHINESE)).matches("(收款|到账)十二点五元.*");
        assertThat(said(wording, Wallet.OTHER, Locale.ENGLISH)).matches("[A-Z].*12\\.50 yuan.*");
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    void everySentenceFitsIntoOneFrameOfAChipWithTheLongestSum(Wording wording) {
        OwnWords own = OwnWords.read("啊".repeat(OwnWords.LONGEST) + "{wallet}{amount}");
        for (Wallet wallet : Wallet.values()) {
            for (Locale language : new Locale[] {Locale.CHINESE, Locale.ENGLISH}) {
                String text = AnnouncementText.received(wording, own, wallet, LONGEST, language);
                assertThat(text).doesNotContain("{", "[").hasSizeLessThanOrEqualTo(200);
                assertThat(text.getBytes(Charset.forName("GBK")).length)
                        .as(text)
                        .isLessThanOrEqualTo(190);
            }
        }
    }

    @Test
    void theOtherEvents() {
        assertThat(AnnouncementText.dayTotal(12, AMOUNT, Locale.CHINESE)).isEqualTo("今日收款12笔，共十二点五元");
        assertThat(AnnouncementText.dayTotal(12, AMOUNT, Locale.ENGLISH))
                .isEqualTo("Payments today: 12, in all 12.50 yuan");
        assertThat(AnnouncementText.test(Locale.CHINESE)).doesNotContain("收款").doesNotContain("元");
    }

    /** 收款 and 到账, received and arrived are said of booked money only. */
    @Test
    void whatIsStillToBePaidIsNeverToldAsReceived() {
        assertThat(AnnouncementText.orderWaiting(AMOUNT, Locale.CHINESE)).isEqualTo("请付十二点五元");
        assertThat(AnnouncementText.orderWaiting(AMOUNT, Locale.ENGLISH)).isEqualTo("Please pay 12.50 yuan");
        assertThat(AnnouncementText.feeDue(FeeKind.ELECTRICITY, AMOUNT, Locale.CHINESE))
                .isEqualTo("您有十二点五元电费待缴，请及时缴纳");
        assertThat(AnnouncementText.feeDue(FeeKind.OTHER, AMOUNT, Locale.ENGLISH))
                .isEqualTo("A fee of 12.50 yuan is due, please pay in time");
        List<String> due = new ArrayList<>();
        for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
            due.add(AnnouncementText.orderWaiting(LONGEST, language));
            for (FeeKind fee : FeeKind.values()) {
                due.add(AnnouncementText.feeDue(fee, LONGEST, language));
            }
        }
        assertThat(due).allSatisfy(text -> {
            assertThat(text)
                    .doesNotContainPattern("(?i)收|到账|入账|进账|receiv|arriv|paid")
                    .doesNotContain("{");
            assertThat(text.getBytes(Charset.forName("GBK")).length).isLessThanOrEqualTo(190);
        });
    }

    @Test
    void aSumIsAskedForOnlyWhereItWasChosenAndTheStallDecides() {
        SpeechChoice yes = asking(true);
        SpeechChoice no = asking(false);
        assertThat(SpeechPlan.of(SpeechChoice.NOTHING, SpeechChoice.NOTHING, SHANGHAI)
                        .tellsWaiting())
                .isFalse();
        assertThat(SpeechPlan.of(yes, SpeechChoice.NOTHING, SHANGHAI).tellsWaiting())
                .isTrue();
        assertThat(SpeechPlan.of(yes, no, SHANGHAI).tellsWaiting()).isFalse();
        assertThat(SpeechPlan.of(no, yes, SHANGHAI).tellsWaiting()).isTrue();
        assertThat(SpeechPlan.of(yes, no, SHANGHAI).news(Event.ORDER_WAITING)).hasSeconds(10);
    }

    private static SpeechChoice asking(boolean yes) {
        return new SpeechChoice("", "", "", null, null, null, null, null, yes);
    }

    @Test
    void theStallsChoiceGoesBeforeTheMarketsAndEitherMayBeQuiet() {
        SpeechChoice market = new SpeechChoice("ARRIVED", "", "en", 3, null, 22 * 60, 6 * 60, 45, null);
        SpeechChoice stall = new SpeechChoice("SHORT", "", "zh", null, 7, 12 * 60, 13 * 60, null, null);
        SpeechPlan plan = SpeechPlan.of(market, stall, SHANGHAI);

        assertThat(plan.wording()).isEqualTo(Wording.SHORT);
        assertThat(plan.language()).isEqualTo(Locale.CHINESE);
        assertThat(plan.volume()).isEqualTo(OptionalInt.of(3));
        assertThat(plan.speed()).isEqualTo(OptionalInt.of(7));
        assertThat(plan.news()).isEqualTo(Duration.ofSeconds(45));
        assertThat(plan.isQuiet(Instant.parse("2026-05-01T15:00:00Z")))
                .as("23:00 there")
                .isTrue();
        assertThat(plan.isQuiet(Instant.parse("2026-05-01T04:30:00Z")))
                .as("12:30 there")
                .isTrue();
        assertThat(plan.isQuiet(Instant.parse("2026-05-01T06:00:00Z")))
                .as("14:00 there")
                .isFalse();

        SpeechPlan nothing = SpeechPlan.of(SpeechChoice.NOTHING, SpeechChoice.NOTHING, SHANGHAI);
        assertThat(nothing.wording()).isEqualTo(Wording.PLAIN);
        assertThat(nothing.news()).isEqualTo(Announcements.NEWS);
        assertThat(nothing.volume()).isEmpty();
        assertThat(nothing.isQuiet(Instant.parse("2026-05-01T15:00:00Z"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 06:00, 22:00, true",
        "22:00, 06:00, 05:59, true",
        "22:00, 06:00, 06:00, false",
        "22:00, 06:00, 21:59, false",
        "12:00, 13:00, 12:59, true",
        "12:00, 13:00, 13:00, false",
        "00:00, 23:59, 23:58, true"
    })
    void quietHoursBeginAndEndOnTheMinute(LocalTime from, LocalTime until, LocalTime at, boolean quiet) {
        assertThat(new QuietHours(from, until).contain(at)).isEqualTo(quiet);
    }

    @Test
    void ownWordsAreSaid() {
        OwnWords own = OwnWords.read(" {wallet}进账{amount}，老板发财 ");
        assertThat(AnnouncementText.received(Wording.OWN, own, Wallet.ALIPAY, AMOUNT, Locale.CHINESE))
                .isEqualTo("支付宝进账十二点五元，老板发财");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "进账", // no sum
                "{amount}和{amount}",
                "{wallet}{wallet}{amount}",
                "{amount}{count}",
                "[v16]{amount}", // a chip's control tag
                "{amount}😀",
                "{amount}<b>",
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一{amount}"
            })
    void whatCannotBeSaidIsRefused(String words) {
        assertThatThrownBy(() -> OwnWords.read(words)).isInstanceOf(BadInput.class);
    }

    @Test
    void aFormThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> form("SUNG", "", "", "").ofStall().checked()).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> form("", "11", "", "").ofStall().checked()).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> form("", "-1", "", "").ofStall().checked()).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> form("", "", "22:00", "").ofStall().checked()).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> form("", "", "25:00", "06:00").ofStall().checked())
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> form("OWN", "", "", "").ofStall().checked())
                .as("a stall has no words of its own")
                .isInstanceOf(BadInput.class);
        assertThat(form("SHORT", "5", "22:00", "06:00").ofStall().checked())
                .isEqualTo(new SpeechChoice("SHORT", "", "", 5, null, 1320, 360, null, null));
    }

    private static SpeechForm form(String wording, String volume, String from, String until) {
        return new SpeechForm(wording, null, null, volume, null, from, until, null, null);
    }

    private static String said(Wording wording, Wallet wallet, Locale language) {
        return AnnouncementText.received(wording, OwnWords.NONE, wallet, AMOUNT, language);
    }
}
