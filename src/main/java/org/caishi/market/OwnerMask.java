/** Shows so much of an owner's name that the payer sees whom he pays, and no more. */
package org.caishi.market;

import java.util.Set;

/** The surname and two stars, however long the rest is: 王芳 and 王建国 are both {@code 王**}. */
public final class OwnerMask {
    /** The surnames of two characters that are met most; a rarer one is cut after its first character. */
    private static final Set<String> DOUBLE = Set.of(
            "欧阳", "上官", "皇甫", "司徒", "司马", "诸葛", "夏侯", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "端木", "东方", "南宫", "独孤", "西门",
            "申屠", "轩辕", "澹台", "淳于", "太史", "公冶", "百里", "呼延", "闻人", "赫连", "濮阳", "钟离");

    private static final String REST = "**";

    private OwnerMask() {}

    /**
     * The masked name. Two characters are always one of surname and one of name: 欧阳 alone is Mr 欧, so {@code 欧**}.
     *
     * @throws IllegalArgumentException when the name is blank
     */
    public static String of(String name) {
        String text = name.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an owner has a name");
        }
        int first = text.offsetByCodePoints(0, 1);
        if (text.length() > 2 && DOUBLE.contains(text.substring(0, 2))) {
            return text.substring(0, 2) + REST;
        }
        return text.substring(0, first) + REST;
    }
}
