using Rpress.ArchitectureTests.Sources;
using Rpress.ArchitectureTests.Tables;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>The assemblies reference each other as ProjectTable says.</summary>
internal sealed class ProjectReferenceRule : IRule
{
    public IEnumerable<string> Check(SourceSet sources) => Check(sources.Projects);

    public static IEnumerable<string> Check(IEnumerable<ProjectFile> projects)
    {
        foreach (var project in projects)
        {
            if (!ProjectTable.MayReference.TryGetValue(project.Name, out var allowed))
            {
                yield return $"{project.Name}: the project has no row in ProjectTable";
                continue;
            }

            foreach (var reference in project.ProjectReferences.Except(allowed))
            {
                yield return $"{project.Name} must not reference {reference}";
            }

            if (project.FrameworkReferences.Count > 0 && !ProjectTable.MayUseAspNet.Contains(project.Name))
            {
                yield return $"{project.Name} must not stand on {project.FrameworkReferences[0]}";
            }
        }
    }
}
