namespace Rpress.Client.Tests.Session;

public sealed class SendBudgetTests
{
    [Fact]
    public void Take_UpToTheLimit_IsTaken()
    {
        var budget = new SendBudget(10);

        budget.Take(4);
        budget.Take(6);

        Assert.Equal(10, budget.Used);
    }

    [Fact]
    public void Take_BeyondTheLimit_ThrowsAndTakesNothing()
    {
        var budget = new SendBudget(10);
        budget.Take(5);

        Assert.Throws<InvalidOperationException>(() => budget.Take(6));

        Assert.Equal(5, budget.Used);
    }

    [Fact]
    public void Take_OfNothing_IsTakenHoweverMuchWaits()
    {
        var budget = new SendBudget(10);
        budget.Take(11);

        budget.Take(0);

        Assert.Equal(11, budget.Used);
    }

    [Fact]
    public void Take_OfOneAlone_IsTakenHoweverLarge()
    {
        var budget = new SendBudget(10);

        budget.Take(11);
        Assert.Throws<InvalidOperationException>(() => budget.Take(1));
        budget.Return(11);
        budget.Take(12);

        Assert.Equal(12, budget.Used);
    }
}
