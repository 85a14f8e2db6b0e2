/** Rules of style.md that a program can check on the compiled code; each forbids something that has gone wrong before. */
package org.caishi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.ibatis.annotations.Mapper;
import org.caishi.platform.BulkMapper;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RequestMapping;

@AnalyzeClasses(packages = "org.caishi", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] MONEY_AND_WEIGHT = {
        "org.caishi.units..", "org.caishi.ledger..", "org.caishi.payment..", "org.caishi.settlement..",
        "org.caishi.scale..", "org.caishi.channel..", "org.caishi.catalog..", "org.caishi.speaker.."
    };

    @ArchTest
    static final ArchRule timeIsGivenNeverTaken = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe("reads the wall clock", ArchitectureTest::readsTheWallClock))
            .because("a test cannot turn such a clock; take a java.time.Clock");

    @ArchTest
    static final ArchRule noOldDates = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Date.class, java.util.Calendar.class, java.sql.Timestamp.class)
            .because("java.time says what it means");

    @ArchTest
    static final ArchRule noFloatingMoneyInFields = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(MONEY_AND_WEIGHT)
            .should()
            .haveRawType(DescribedPredicate.describe("float or double", ArchitectureTest::isFloating))
            .because("money is whole fen and weight whole grams");

    @ArchTest
    static final ArchRule noFloatingMoneyInMethods = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(MONEY_AND_WEIGHT)
            .should(ArchitectureTest.<JavaMethod>check(
                    "take and give no float or double",
                    method -> Stream.concat(
                                    method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                            .noneMatch(ArchitectureTest::isFloating)));

    @ArchTest
    static final ArchRule mappersAreHidden = classes()
            .that()
            .areAnnotatedWith(Mapper.class)
            .or()
            .areAnnotatedWith(BulkMapper.class)
            .should()
            .bePackagePrivate()
            .andShould()
            .beInterfaces()
            .because("a module's tables are its own");

    @ArchTest
    static final ArchRule mappersAreUsedAtHome = classes()
            .that()
            .areAnnotatedWith(Mapper.class)
            .or()
            .areAnnotatedWith(BulkMapper.class)
            .should(ArchitectureTest.<JavaClass>check(
                    "be used in their own module only",
                    mapper -> mapper.getDirectDependenciesToSelf().stream()
                            .allMatch(use -> moduleOf(use.getOriginClass()).equals(moduleOf(mapper)))));

    @ArchTest
    static final ArchRule everyHandlerNamesItsAuthority = methods()
            .that(DescribedPredicate.describe("handle requests", ArchitectureTest::isHandler))
            .should(ArchitectureTest.<JavaMethod>check(
                    "carry exactly one authority annotation, on themselves or else on their class",
                    ArchitectureTest::hasOneAuthority))
            .because("a door without a word on it stands open");

    @ArchTest
    static final ArchRule everyHandlerCanBeGuarded = methods()
            .that(DescribedPredicate.describe("handle requests", ArchitectureTest::isHandler))
            .should(ArchitectureTest.<JavaMethod>check(
                    "be neither private, static nor final, in a class that is not final",
                    method -> Stream.of(JavaModifier.PRIVATE, JavaModifier.STATIC, JavaModifier.FINAL)
                                    .noneMatch(method.getModifiers()::contains)
                            && !method.getOwner().getModifiers().contains(JavaModifier.FINAL)))
            .because("the guard is a subclass: what it cannot override it cannot guard");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = fields().should()
            .notBeAnnotatedWith(Autowired.class)
            .andShould()
            .notBeAnnotatedWith(Value.class)
            .andShould()
            .notBeAnnotatedWith("jakarta.inject.Inject")
            .andShould()
            .notBeAnnotatedWith("jakarta.annotation.Resource")
            .because("a constructor shows what a class needs");

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitCallTarget target)) {
            return false;
        }
        String owner = target.getOwner().getName();
        boolean takesAClock = target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        boolean now = owner.startsWith("java.time.") && target.getName().equals("now") && !takesAClock;
        boolean millis = owner.equals("java.lang.System") && target.getName().equals("currentTimeMillis");
        boolean date = owner.equals("java.util.Date")
                && target.getName().equals("<init>")
                && target.getRawParameterTypes().isEmpty();
        boolean systemClock =
                owner.equals("java.time.Clock") && target.getName().startsWith("system");
        return now || millis || date || (systemClock && !handsOutTheClock(access.getOriginOwner()));
    }

    /** The clock begins in one place of the product, and at the door of each field tool, which runs without it. */
    private static boolean handsOutTheClock(JavaClass type) {
        return type.getSimpleName().equals("TimeConfiguration")
                || type.getPackageName().equals("org.caishi.tool");
    }

    private static boolean isFloating(JavaClass type) {
        return Set.of("float", "double", "java.lang.Float", "java.lang.Double")
                .contains(type.getBaseComponentType().getName());
    }

    private static boolean isHandler(JavaMethod method) {
        return method.isAnnotatedWith(RequestMapping.class) || method.isMetaAnnotatedWith(RequestMapping.class);
    }

    private static boolean hasOneAuthority(JavaMethod method) {
        long own = authorities(method);
        return own == 1 || (own == 0 && authorities(method.getOwner()) == 1);
    }

    private static long authorities(HasAnnotations<?> place) {
        Set<String> found = new HashSet<>();
        for (JavaAnnotation<?> annotation : place.getAnnotations()) {
            if (annotation.getRawType().isEquivalentTo(PreAuthorize.class)
                    || annotation.getRawType().isAnnotatedWith(PreAuthorize.class)) {
                found.add(annotation.getRawType().getName());
            }
        }
        return found.size();
    }

    /** The package under {@code org.caishi}. */
    private static String moduleOf(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length > 2 ? parts[2] : "";
    }

    private static <T extends com.tngtech.archunit.core.domain.properties.HasName.AndFullName> ArchCondition<T> check(
            String description, java.util.function.Predicate<T> holds) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                boolean kept = holds.test(item);
                events.add(new SimpleConditionEvent(
                        item, kept, item.getFullName() + (kept ? " does " : " does not ") + description));
            }
        };
    }
}
