/** Makes up people and shop signs from common characters; whoever bears such a name in life is not meant. */
package org.caishi.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Draws from one stream of numbers, so the same seed makes the same people; no sign is drawn twice. */
final class InventedNames {
    private static final List<String> SURNAMES = List.of(("王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 "
                    + "彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 "
                    + "秦 邱 侯 江 尹 薛 雷 欧阳 上官 司徒")
            .split(" "));
    private static final List<String> FIRST =
            List.of("建 国 志 文 玉 秀 桂 春 海 德 永 家 长 金 庆 惠 丽 明 新 宝 福 顺 光 云 红 小 美 爱 月 贵".split(" "));
    private static final List<String> SECOND =
            List.of("华 英 兰 珍 芳 平 军 强 明 荣 生 祥 梅 凤 霞 林 根 良 发 才 水 清 娟 琴 仙 娣 富 友 庭 宁".split(" "));
    private static final List<String> LUCK = List.of("顺发 福源 兴旺 聚鲜 和顺 同福 永兴 百味 一品 满仓 金谷 合家 老街 南门 东升 广顺".split(" "));

    private final RandomGenerator random;
    private final Set<String> signs = new HashSet<>();

    InventedNames(RandomGenerator random) {
        this.random = random;
    }

    Owner owner() {
        return new Owner(pick(SURNAMES), pick(FIRST) + pick(SECOND));
    }

    /** What hangs over the owner's stall. */
    String sign(Owner owner, List<String> trades) {
        String sign;
        do {
            String trade = pick(trades);
            sign = switch (random.nextInt(4)) {
                case 0 -> owner.surname + "记" + trade;
                case 1 -> "老" + owner.surname + trade;
                case 2 -> "阿" + owner.given.substring(1) + trade;
                default -> pick(LUCK) + trade;
            };
        } while (!signs.add(sign));
        return sign;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** A person who does not exist. */
    record Owner(String surname, String given) {
        String name() {
            return surname + given;
        }
    }
}
