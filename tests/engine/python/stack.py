"""A stack of an inline program, through Pulumi's Automation API for Python."""

from pulumi import automation


def stack_of(program, told):
    """The stack, with its configuration. `told`: the project's name and folder, the CLI's root and home, the configuration."""
    stack = automation.create_or_select_stack(
        stack_name="test",
        project_name=told["project"],
        program=program,
        opts=automation.LocalWorkspaceOptions(
            work_dir=told["folder"],
            pulumi_home=told["home"],
            pulumi_command=automation.PulumiCommand(root=told["root"]),
        ),
    )
    for key, value in told["config"].items():
        stack.set_config(key, automation.ConfigValue(value["value"], value.get("secret", False)))
    return stack
