/** What the zones of the demonstration's markets sell, and for about how much. */
package org.caishi.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.caishi.units.UnitPrice;

/**
 * The goods of a zone.
 *
 * @param trades the last words of the zone's shop signs
 * @param lines a good with the range of its price in yuan per kilogram
 */
record Assortment(List<String> trades, List<Line> lines) {
    /** Prices per kilogram stand on whole jiao per 市斤, as they are chalked up. */
    private static final int STEP_FEN = 20;

    static final Assortment VEGETABLES = of("蔬菜 鲜蔬 菜行 时蔬 青菜", """
            大白菜 2 4
            上海青 5 9
            菠菜 7 12
            生菜 6 11
            芹菜 6 10
            韭菜 7 12
            空心菜 6 11
            西兰花 9 16
            花菜 6 11
            番茄 6 12
            黄瓜 5 11
            茄子 6 12
            青椒 7 13
            四季豆 9 16
            土豆 3 6
            胡萝卜 4 7
            白萝卜 2 5
            莲藕 8 15
            冬瓜 2 5
            洋葱 3 6
            大葱 5 9
            生姜 12 22
            大蒜 10 18
            香菇 14 24
            """);
    static final Assortment FRUIT = of("水果 鲜果 果行 果园", """
            苹果 8 18
            香蕉 6 12
            砂糖橘 8 16
            脐橙 8 16
            柚子 6 12
            雪梨 6 13
            葡萄 14 32
            西瓜 3 8
            哈密瓜 8 16
            火龙果 12 24
            猕猴桃 14 30
            草莓 30 70
            芒果 12 26
            菠萝 7 14
            桃子 10 24
            石榴 12 26
            """);
    static final Assortment MEAT = of("鲜肉 肉铺 肉档 土猪肉", """
            五花肉 28 42
            里脊肉 34 48
            猪前腿 26 36
            猪后腿 24 34
            肋排 50 76
            筒骨 20 32
            猪蹄 34 52
            猪肝 24 36
            牛腩 72 96
            牛腱 80 108
            羊腿 76 104
            三黄鸡 26 40
            鸡腿 22 34
            鸭子 24 38
            """);
    static final Assortment FISH = of("水产 鲜鱼 鱼档 海鲜 河鲜", """
            草鱼 16 24
            鲫鱼 20 32
            鲢鱼 10 18
            鲈鱼 44 68
            黑鱼 34 52
            黄颡鱼 44 66
            带鱼 36 70
            小黄鱼 40 76
            基围虾 70 128
            河虾 110 170
            花蛤 14 26
            蛏子 40 70
            梭子蟹 90 160
            鱿鱼 44 70
            牛蛙 28 44
            泥鳅 36 58
            """);
    static final Assortment TOFU_AND_COOKED = of("豆腐 豆制品 熟食 卤味", """
            老豆腐 6 10
            嫩豆腐 5 9
            豆腐干 16 26
            千张 16 26
            油豆腐 20 32
            素鸡 18 28
            腐竹 32 52
            豆芽 4 8
            酱鸭 52 84
            盐水鸭 48 76
            卤牛肉 120 168
            卤猪耳 70 104
            白切鸡 56 84
            凉拌海带 16 26
            """);
    static final Assortment DRY_GOODS = of("干货 调味 粮油 南北货", """
            干香菇 90 160
            黑木耳 80 150
            红枣 24 48
            桂圆干 44 80
            莲子 70 120
            枸杞 80 130
            花生米 16 26
            绿豆 12 20
            红豆 14 24
            黄豆 8 14
            糯米 8 14
            粉丝 16 28
            紫菜 90 160
            虾皮 60 110
            干辣椒 30 56
            花椒 90 160
            八角 70 120
            桂皮 40 70
            """);
    static final Assortment SNACKS = of("卤味 炒货 烧烤 小吃 凉拌", """
            卤鸭脖 56 84
            卤鸭翅 52 78
            卤豆干 28 44
            卤藕片 26 40
            糖炒栗子 28 44
            五香瓜子 18 30
            烤鱿鱼 90 140
            烤羊肉 130 180
            小龙虾 56 96
            凉拌毛豆 20 32
            炸鸡块 44 70
            烤红薯 14 24
            """);
    /** Sold by the piece: the catalogue, which is by weight, stays empty, and no scale stands there. */
    static final Assortment SUNDRIES = of("百货 小百货 饰品 日用 鞋袜", "");

    private static Assortment of(String trades, String lines) {
        return new Assortment(
                List.of(trades.split(" ")), lines.lines().map(Line::parse).toList());
    }

    boolean isWeighed() {
        return !lines.isEmpty();
    }

    /** Five to twelve goods of the zone in an order of the vendor's own, each with the same number wherever it is sold. */
    List<DemoGood> draw(RandomGenerator random, int firstPlu) {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        int count = Math.min(lines.size(), 5 + random.nextInt(8));
        return order.subList(0, count).stream()
                .map(i -> new DemoGood(
                        lines.get(i).name, firstPlu + i, lines.get(i).price(random)))
                .toList();
    }

    /** A good and the range of its price. */
    record Line(String name, int leastYuan, int mostYuan) {
        static Line parse(String text) {
            String[] parts = text.split(" ");
            return new Line(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }

        UnitPrice price(RandomGenerator random) {
            int steps = (mostYuan - leastYuan) * 100 / STEP_FEN;
            return UnitPrice.ofFenPerKilogram(leastYuan * 100L + (long) random.nextInt(steps + 1) * STEP_FEN);
        }
    }

    /** A good of one vendor. */
    record DemoGood(String name, int plu, UnitPrice price) {}
}
