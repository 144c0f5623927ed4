package org.nativecomet.gateway.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.nativecomet.gateway.architecture.Rooms.Room;

/** The rules, applied to the classes below one package. Each gives its violations as sentences. */
final class Architecture {
  private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Utils?|Helper|Manager)");
  private static final Room NOTHING = new Room(Set.of(), Set.of());

  private final String root;
  private final JavaClasses classes;

  private Architecture(String root, JavaClasses classes) {
    this.root = root;
    this.classes = classes;
  }

  /** Of what is shipped. */
  static Architecture ofMain(String root) {
    return new Architecture(
        root,
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(root));
  }

  /** Of a fixture among the tests. */
  static Architecture ofTests(String root) {
    return new Architecture(root, new ClassFileImporter().importPackages(root));
  }

  /** The packages that there are, by their last name. */
  Set<String> packages() {
    Set<String> packages = new TreeSet<>();
    classes.forEach(type -> packages.add(roomOf(type)));
    return packages;
  }

  /** Packages that use others of the gateway that they may not. */
  Set<String> trespasses() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (isOurs(target) && !mayUse(roomOf(type), roomOf(target))) {
          found.add(name(type) + " uses " + name(target));
        }
      }
    }
    return found;
  }

  /** Classes that use a library which is not for their package. */
  Set<String> strangers() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      Set<String> libraries = Rooms.ALL.getOrDefault(roomOf(type), NOTHING).libraries();
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!isOurs(target) && !isJdk(target) && !isOf(libraries, target)) {
          found.add(name(type) + " uses " + target.getName());
        }
      }
    }
    return found;
  }

  /** Cycles between packages, as ArchUnit describes them; empty where there are none. */
  String cycles() {
    var result =
        SlicesRuleDefinition.slices()
            .matching(root + ".(*)..")
            .should()
            .beFreeOfCycles()
            .evaluate(classes);
    return result.hasViolation() ? result.getFailureReport().toString() : "";
  }

  /** Classes with a name that says nothing. */
  Set<String> emptyNames() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      if (EMPTY_NAME.matcher(type.getSimpleName()).matches()) {
        found.add(name(type));
      }
    }
    return found;
  }

  /** Packages in which null may be anywhere. */
  Set<String> unmarked() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      boolean marked =
          type.getPackage()
              .tryGetPackageInfo()
              .map(info -> info.isAnnotatedWith(NullMarked.class))
              .orElse(false);
      if (!marked) {
        found.add(roomOf(type));
      }
    }
    return found;
  }

  private static boolean mayUse(String room, String other) {
    return room.equals(other) || Rooms.ALL.getOrDefault(room, NOTHING).packages().contains(other);
  }

  private boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private static boolean isJdk(JavaClass type) {
    return type.isPrimitive()
        || type.getPackageName().startsWith("java.")
        || type.getPackageName().startsWith("javax.")
        || isOf(Rooms.ANNOTATIONS, type);
  }

  private static boolean isOf(Set<String> libraries, JavaClass type) {
    String packageName = type.getPackageName() + ".";
    return libraries.stream().anyMatch(library -> packageName.startsWith(library + "."));
  }

  /** The first name below the root. */
  private String roomOf(JavaClass type) {
    String packageName = type.getPackageName();
    return packageName.equals(root) ? Rooms.ROOT : packageName.substring(root.length() + 1);
  }

  private String name(JavaClass type) {
    return type.getName().substring(root.length() + 1);
  }
}
